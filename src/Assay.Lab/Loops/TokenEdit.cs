using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>Each generation trains on the last one's set with its all too likely tokens drawn again, the rest left as it was (Zhu et al. 2412.14689).</summary>
/// <param name="threshold">Tokens of at least this probability are drawn again, in (0, 1].</param>
/// <param name="topK">From this many of the likeliest tokens, 1 or more.</param>
public sealed class TokenEdit(double threshold, int topK) : TrainingLoop
{
    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history)
    {
        if (history.Models[^1] is not IEditor<TData> editor)
        {
            throw new NotSupportedException("Token editing needs a model that can edit: a language model.");
        }

        TData edited = editor.Edit(history.Kept[0].Data, threshold, topK, history.Prng);
        history.Kept[0] = new(edited, IsReal: false);
        return history.Synthetic(edited);
    }
}
