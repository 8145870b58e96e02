using Assay.Core.Statistics;

namespace Assay.Core.Detection;

/// <summary>Scores of pieces by scorers that saw neither their source nor anything that shares an opening or a group with it.</summary>
internal static class HeldOutScores
{
    private const int Folds = 5;

    /// <summary>Leaves out one source after the other; a single source is cut into five parts that share no group.</summary>
    /// <param name="set">The pieces.</param>
    /// <param name="usable">Which may be trained on; all are scored.</param>
    /// <param name="options">How to train.</param>
    /// <returns>The score of each piece; NaN where the rest holds one label alone.</returns>
    internal static double[] Of(TrainingSet set, bool[] usable, DetectorOptions options)
    {
        return Of(set, usable, set.Sources.Length > 1 ? set.SourceOf : Parts(set), options);
    }

    /// <summary>Cuts all sources into five parts that share no group and leaves out one part after the other: what a detector can do that knows the
    /// source.</summary>
    /// <param name="set">The pieces.</param>
    /// <param name="usable">Which may be trained on; all are scored.</param>
    /// <param name="options">How to train.</param>
    internal static double[] InDomain(TrainingSet set, bool[] usable, DetectorOptions options) => Of(set, usable, Parts(set), options);

    private static double[] Of(TrainingSet set, bool[] usable, int[] foldOf, DetectorOptions options)
    {
        double[] scores = new double[set.Chunks.Count];
        Array.Fill(scores, double.NaN);
        int[] folds = [.. foldOf.Distinct().Order()];
        Parallel.ForEach(folds, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, fold =>
        {
            int[] held = [.. Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] == fold)];
            int[] rows = Others(set, usable, held);
            if (rows.Any(row => set.IsMachine[row]) && rows.Any(row => !set.IsMachine[row]))
            {
                var scorer = FittedScorer.Fit(set, rows, options, new RunSeed(options.Seed).For("detector/fold"));
                foreach (int row in held)
                {
                    scores[row] = scorer.Score(set, row);
                }
            }
        });
        return scores;
    }

    /// <summary>What may be trained on when some pieces are held out.</summary>
    internal static int[] Others(TrainingSet set, bool[] usable, int[] held)
    {
        HashSet<int> documents = [.. held.Select(row => set.Chunks[row].Document)];
        HashSet<ulong> openings = [.. documents.Select(document => set.Openings[document])];
        HashSet<(string, string)> groups =
            [.. documents.Select(d => set.Documents[d]).Where(d => d.Group.Length > 0).Select(d => (d.Source, d.Group))];
        return
        [
            .. Enumerable.Range(0, set.Chunks.Count).Where(row =>
            {
                int document = set.Chunks[row].Document;
                LabelledDocument d = set.Documents[document];
                return usable[row] && !documents.Contains(document) && !openings.Contains(set.Openings[document])
                    && !groups.Contains((d.Source, d.Group));
            }),
        ];
    }

    /// <summary>Documents of a group or opening stay together.</summary>
    private static int[] Parts(TrainingSet set) =>
    [
        .. set.Chunks.Select(chunk =>
        {
            LabelledDocument d = set.Documents[chunk.Document];
            ulong key = d.Group.Length > 0 ? new RunSeed(0).For(d.Group).Value : set.Openings[chunk.Document];
            return (int)(key % Folds);
        }),
    ];
}
