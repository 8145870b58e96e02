using Assay.Bench.Detection;
using Assay.Core.Detection;
using Assay.Core.Detection.Adaptation;

namespace Assay.Bench.Share;

/// <summary>The features of the chunks that a file of scores speaks of, line by line.</summary>
internal sealed class ShareTexts
{
    private readonly TrainingSet _set;

    private ShareTexts(TrainingSet set) => _set = set;

    /// <summary>Reads the texts that <c>detection scores</c> was given.</summary>
    /// <param name="data">The folder of the data.</param>
    public static ShareTexts Read(string data)
    {
        DetectionRecord[] records = [.. DetectionData.Read(data), .. OwnTexts.Read("samples/quickstart")];
        return new(TrainingSet.Make([.. records.Select(record => record.Document)], isRaw: false, new DetectorOptions().MostChunks));
    }

    /// <summary>Scores chunks of a source as <c>assay measure</c> does: by a detector that has also learned from its references, where that helps.</summary>
    /// <returns>A score for each chunk of the source; those that were not asked for may have 0.</returns>
    public double[] Adapt(ScoredSource source, IEnumerable<int> human, IEnumerable<int> machine, IEnumerable<int> others)
    {
        int[] references = [.. human, .. machine];
        var examples = new AdaptationExamples();
        foreach (int row in references)
        {
            int line = source.Lines[row];
            examples.Add(_set.Words[line], Style(line), source.Scores[row], source.IsMachine[row], FoldOf(line));
        }

        var model = AdaptedModel.Fit(examples, AdaptedDetector.Folds, workers: 1, CancellationToken.None);
        if (!model.Helps)
        {
            return source.Scores;
        }

        double[] scores = new double[source.Scores.Length];
        foreach (int row in references.Concat(others))
        {
            int line = source.Lines[row];
            scores[row] = model.LogOdds(_set.Words[line], AdaptedFold.Measures(Style(line), source.Scores[row]), FoldOf(line));
        }

        return scores;
    }

    private int FoldOf(int line) => AdaptedDetector.FoldOf(_set.Openings[_set.Chunks[line].Document]);

    private float[] Style(int line) => [.. _set.Style.Select(column => column[line])];
}
