using Assay.Core.Statistics;

namespace Assay.Core.Detection;

/// <summary>The figures of one group of pieces.</summary>
/// <param name="By">What the groups are made by: <c>all</c>, <c>source</c>, <c>domain</c>, <c>language</c>, <c>generator</c>, <c>attack</c> or <c>length</c>.</param>
/// <param name="Name">The group.</param>
/// <param name="Figures">Its figures. A group by generator or attack holds that machine text and all human text of the same sources.</param>
public sealed record DetectorTestGroup(string By, string Name, DetectorFigures Figures);

/// <summary>Tests a detector, or the way of training one, on documents of known origin.</summary>
public sealed class DetectorTest
{
    private readonly TrainingSet _set;
    private readonly double[] _logOdds;
    private readonly double[] _margins;

    private DetectorTest(TrainingSet set, double[] logOdds, double[] margins)
    {
        (_set, _logOdds, _margins) = (set, logOdds, margins);
    }

    /// <summary>Scores documents with a detector.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="documents">Documents of known origin that it was not trained on.</param>
    /// <param name="isRaw">Whether to show it the text without the normal form, whatever it was trained for.</param>
    public static DetectorTest Of(Detector detector, IReadOnlyList<LabelledDocument> documents, bool isRaw)
    {
        var set = TrainingSet.Make(documents, isRaw, int.MaxValue);
        double[] logOdds = new double[set.Chunks.Count];
        float[] measures = new float[StyleFeatures.Count];
        for (int row = 0; row < logOdds.Length; row++)
        {
            for (int f = 0; f < measures.Length; f++)
            {
                measures[f] = set.Style[f][row];
            }

            logOdds[row] = detector.Model.LogOdds(set.Words[row], measures);
        }

        return new DetectorTest(set, logOdds, [.. logOdds.Select(score => score - detector.Card.Threshold)]);
    }

    /// <summary>Trains once for every source on all others and scores what was left out.</summary>
    /// <param name="documents">Documents of known origin.</param>
    /// <param name="options">How to train.</param>
    /// <remarks>Calibration and threshold of a source come from the others too.</remarks>
    public static DetectorTest LeaveOneSourceOut(IReadOnlyList<LabelledDocument> documents, DetectorOptions options)
    {
        var set = TrainingSet.Make(documents, options.IsRaw, options.MostChunks);
        bool[] usable = new bool[set.Chunks.Count];
        Array.Fill(usable, true);
        (double[] logOdds, double[] thresholds) = HeldOutCalibration.Of(set, HeldOutScores.Of(set, usable, options), usable, options);
        return new DetectorTest(set, logOdds, [.. logOdds.Zip(thresholds, (score, threshold) => score - threshold)]);
    }

    /// <summary>Pieces without a score, since no scorer could be trained without their source.</summary>
    public int Unscored => _logOdds.Count(double.IsNaN);

    /// <summary>Documents without a piece: too short to use, or copies of others.</summary>
    public int LeftOut => _set.Documents.Count - _set.Chunks.Select(chunk => chunk.Document).Distinct().Count();

    /// <summary>Sources of the test that a model was trained on, by the hash of their texts.</summary>
    /// <param name="card">The model's card.</param>
    public IEnumerable<string> SourcesSeenBy(DetectorCard card)
    {
        HashSet<string> seen = [.. card.TrainedOn.Select(source => source.Sha256)];
        return _set.Sources.Where((_, source) => seen.Contains(DetectorTrainer.Source(_set, source).Sha256));
    }

    /// <summary>Figures of all pieces and of each group.</summary>
    /// <param name="seed">Names the draws of the intervals.</param>
    public IReadOnlyList<DetectorTestGroup> Groups(ulong seed)
    {
        int[] rows = [.. Enumerable.Range(0, _logOdds.Length).Where(row => !double.IsNaN(_logOdds[row]))];
        List<DetectorTestGroup> groups = [Group("all", "", rows, seed)];
        groups.AddRange(By("source", rows, d => d.Source, seed));
        groups.AddRange(By("domain", rows, d => d.Domain, seed));
        groups.AddRange(By("language", rows, d => d.Language, seed));
        groups.AddRange(ByMachineText("generator", rows, d => d.Generator, seed));
        groups.AddRange(ByMachineText("attack", rows, d => d.Attack, seed));
        groups.AddRange(rows.GroupBy(row => ChunkPlan.ClassOf(_set.Chunks[row].Words)).OrderBy(g => g.Key)
            .Select(g => Group("length", g.Key switch { LengthClass.TooShort => "too-short", LengthClass.Short => "short", _ => "full" }, g, seed)));
        return groups;
    }

    private LabelledDocument Document(int row) => _set.Documents[_set.Chunks[row].Document];

    private IEnumerable<DetectorTestGroup> By(string by, int[] rows, Func<LabelledDocument, string> name, ulong seed) =>
        rows.GroupBy(row => name(Document(row)), StringComparer.Ordinal).Where(g => g.Key.Length > 0).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Group(by, g.Key, g, seed));

    private IEnumerable<DetectorTestGroup> ByMachineText(string by, int[] rows, Func<LabelledDocument, string> name, ulong seed)
    {
        foreach (var group in rows.Where(row => _set.IsMachine[row] && name(Document(row)).Length > 0)
            .GroupBy(row => name(Document(row)), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            HashSet<int> sources = [.. group.Select(row => _set.SourceOf[row])];
            yield return Group(by, group.Key, rows.Where(row => !_set.IsMachine[row] && sources.Contains(_set.SourceOf[row])).Concat(group), seed);
        }
    }

    private DetectorTestGroup Group(string by, string name, IEnumerable<int> rows, ulong seed) => new(
        by, name,
        FigureBuilder.Of(
            rows.Select(row => new ScoredChunk(_set.Chunks[row].Document, _set.IsMachine[row], _logOdds[row], _margins[row], _set.Chunks[row].Words)),
            new RunSeed(seed).For($"detector-test/{by}/{name}")));
}
