using System.Collections.Immutable;
using System.Security.Cryptography;
using Assay.Core.Errors;
using Assay.Core.Statistics;

namespace Assay.Core.Detection;

/// <summary>Trains detectors on documents of known origin.</summary>
public static class DetectorTrainer
{
    private const int LeastChunks = 20;
    private const int Bins = 10;
    private const int QuantileCount = 101;

    /// <summary>Trains a detector.</summary>
    /// <param name="documents">Documents of known origin, best of several sources that each hold both labels.</param>
    /// <param name="options">How.</param>
    /// <returns>The detector with its card. The same documents and seed give the same bytes, whatever the number of workers.</returns>
    /// <exception cref="UserErrorException">There is too little text of one label.</exception>
    /// <remarks>The log-odds are calibrated on scores of sources that were left out of training, each label of each source weighing alike.</remarks>
    public static Detector Train(IReadOnlyList<LabelledDocument> documents, DetectorOptions options)
    {
        var set = TrainingSet.Make(documents, options.IsRaw, options.MostChunks);
        foreach (bool isMachine in new[] { false, true })
        {
            int count = set.IsMachine.Count(label => label == isMachine);
            if (count < LeastChunks)
            {
                throw new UserErrorException(
                    $"There are {count} pieces of {(isMachine ? "machine" : "human")} text of {TrainingSet.LeastWords} words or more; {LeastChunks} are the least to train on.",
                    "Give more labelled files.");
            }
        }

        bool[] usable = new bool[set.Chunks.Count];
        Array.Fill(usable, true);
        return Train(set, HeldOutScores.Of(set, usable, options), options);
    }

    internal static Detector Train(TrainingSet set, double[] heldOut, DetectorOptions options)
    {
        int[] rows = [.. Enumerable.Range(0, set.Chunks.Count)];
        int[] scored = [.. rows.Where(row => !double.IsNaN(heldOut[row]))];
        var calibration = Calibration.Fit(set, heldOut, scored, options.FalsePositiveRate);
        DetectorModel model = FittedScorer.Fit(set, rows, options, new RunSeed(options.Seed).For("detector/fold"))
            .ToModel(options.IsRaw, calibration.Slope, calibration.Offset);
        double[] logOdds = [.. heldOut.Select(calibration.LogOdds)];
        var card = new DetectorCard
        {
            Name = options.Name,
            Language = options.Language,
            TextForm = options.IsRaw ? "raw" : NormalText.Name,
            Seed = options.Seed,
            TrainedOn = [.. set.Sources.Select((_, source) => Source(set, source))],
            Threshold = calibration.Threshold,
            ThresholdRule = FormattableString.Invariant(
                $"{options.FalsePositiveRate:0.###%} of the human text of left-out sources lies above, each source weighing alike"),
            Reliability = Reliability(set, scored, logOdds, BalancedWeights.Alike(set, scored)),
            LeaveOneSourceOut = [.. set.Sources.Select((_, source) => Figure(set, source, logOdds, calibration.Threshold))],
            CannotSee = [.. options.CannotSee],
        };
        return new Detector(model, card, DetectorFile.IdOf(model));
    }

    private static ImmutableArray<ReliabilityBin> Reliability(TrainingSet set, int[] scored, double[] logOdds, double[] weights)
    {
        var (weight, predicted, observed, counts) = (new double[Bins], new double[Bins], new double[Bins], new int[Bins]);
        foreach (int row in scored)
        {
            double p = 1 / (1 + PortableMath.Exp(-logOdds[row]));
            int bin = Math.Min((int)(p * Bins), Bins - 1);
            weight[bin] += weights[row];
            predicted[bin] += weights[row] * p;
            observed[bin] += set.IsMachine[row] ? weights[row] : 0;
            counts[bin]++;
        }

        return
        [
            .. Enumerable.Range(0, Bins).Where(bin => counts[bin] > 0).Select(bin => new ReliabilityBin(
                (double)bin / Bins, (double)(bin + 1) / Bins, predicted[bin] / weight[bin], observed[bin] / weight[bin], counts[bin])),
        ];
    }

    private static DetectorCardFigure Figure(TrainingSet set, int source, double[] logOdds, double threshold)
    {
        double[] Of(bool isMachine) =>
            [.. Enumerable.Range(0, logOdds.Length).Where(row => set.SourceOf[row] == source && set.IsMachine[row] == isMachine && !double.IsNaN(logOdds[row])).Select(row => logOdds[row])];

        double[] human = Of(isMachine: false);
        double[] machine = Of(isMachine: true);
        return new DetectorCardFigure(
            set.Sources[source], human.Length, machine.Length, RankStatistics.Auroc(human, machine),
            human.Length > 0 ? RankStatistics.ShareAbove(machine, RankStatistics.Threshold(human, 0.01)) : null,
            RankStatistics.ShareAbove(human, threshold), RankStatistics.ShareAbove(machine, threshold), Quantiles(human), Quantiles(machine));
    }

    private static ImmutableArray<double> Quantiles(double[] scores)
    {
        Array.Sort(scores);
        return scores.Length == 0
            ? []
            : [.. Enumerable.Range(0, QuantileCount).Select(q => Math.Round(scores[(int)((long)q * (scores.Length - 1) / (QuantileCount - 1))], 4))];
    }

    /// <summary>What the card says of a source.</summary>
    internal static DetectorCardSource Source(TrainingSet set, int source)
    {
        TrainingSet.Chunk[] chunks = [.. set.Chunks.Where((_, row) => set.SourceOf[row] == source)];
        LabelledDocument[] documents = [.. chunks.Select(chunk => chunk.Document).Distinct().Select(d => set.Documents[d])];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (LabelledDocument document in documents)
        {
            hash.AppendData(BitConverter.GetBytes((long)document.Utf8.Length));
            hash.AppendData([document.IsMachine ? (byte)1 : (byte)0]);
            hash.AppendData(document.Utf8.Span);
        }

        return new DetectorCardSource
        {
            Name = set.Sources[source],
            Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
            HumanChunks = chunks.Count(chunk => !set.Documents[chunk.Document].IsMachine),
            MachineChunks = chunks.Count(chunk => set.Documents[chunk.Document].IsMachine),
            Words = chunks.Sum(chunk => (long)chunk.Words),
            Licenses = Names(documents, d => d.License),
            Generators = Names(documents, d => d.Generator),
        };
    }

    private static ImmutableArray<string> Names(LabelledDocument[] documents, Func<LabelledDocument, string> name) =>
        [.. documents.Select(name).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
