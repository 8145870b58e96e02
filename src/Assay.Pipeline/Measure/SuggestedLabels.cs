using System.Text;
using System.Text.Json;
using Assay.Pipeline.Results;

namespace Assay.Pipeline.Measure;

/// <summary>The file of documents to label: a reviewer fills in <c>label</c> and <c>reviewer</c>, and <c>--labels</c> reads it back.</summary>
public sealed class SuggestedLabels
{
    private static readonly JsonSerializerOptions LineOptions = new(ResultJson.Options) { WriteIndented = false };
    private readonly IReadOnlyList<SuggestedLabel> _labels;

    internal SuggestedLabels(IReadOnlyList<SuggestedLabel> labels) => _labels = labels;

    /// <summary>How many documents.</summary>
    public int Count => _labels.Count;

    /// <summary>JSON lines, in a random order.</summary>
    public byte[] ToJsonl()
    {
        var text = new StringBuilder();
        foreach (SuggestedLabel label in _labels)
        {
            _ = text.Append(JsonSerializer.Serialize(label, LineOptions)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

/// <summary>A document to label. Its score is not told: a reviewer who knows it no longer judges the text.</summary>
/// <param name="Id">Identity by content.</param>
/// <param name="Label">To be filled in: human or machine.</param>
/// <param name="Reviewer">To be filled in.</param>
/// <param name="InclusionProbability">The chance with which it was chosen.</param>
/// <param name="Source">Its source.</param>
/// <param name="Text">Its text.</param>
internal sealed record SuggestedLabel(string Id, string Label, string Reviewer, double InclusionProbability, string Source, string Text);
