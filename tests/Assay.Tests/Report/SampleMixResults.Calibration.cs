using Assay.Core.Share;
using Assay.Core.Statistics;
using Assay.Pipeline.Results;

namespace Assay.Tests.Report;

/// <summary>What a calibrated source of a sample looks like.</summary>
internal static partial class SampleMixResults
{
    private static Estimate Measured(double value, double low, double high, long documents) => new()
    {
        Value = value,
        Low = low,
        High = high,
        Method = "mixture-likelihood",
        Unit = "tokens",
        N = documents,
        Answer = EstimateAnswer.Estimate,
    };

    /// <summary>A source with references of both kinds.</summary>
    private static CalibratedSource Calibrated(string name) => new()
    {
        Source = name,
        By = "references",
        Human = 300,
        Machine = 112,
        Labelled = 0,
        Documents = 567,
        Tokens = 480_210,
        AlsoInCalibration = 3,
        TooShortDocuments = 49,
        TooShortTokens = 1_902,
        ByDocuments = Measured(0.171, 0.148, 0.196, 567) with { Unit = "documents" },
        ByTokens = Measured(0.164, 0.141, 0.189, 567),
        Written = Measured(0.024, 0.019, 0.061, 512),
        Fit = new FitTest(9.27, 12, 0.68, true),
        Scores = [.. Enumerable.Range(0, 40).Select(i => Bar(-6 + 0.3 * i))],
        TradeOff = [new(0, 1, 0.164, 1), new(1, 0.93, 0.061, 0.97), new(3, 0.86, 0.031, 0.94), new(10, 0.71, 0.014, 0.83)],
        WeightExponent = 3,
        Mix = new MixTradeOff(0.82, 0.024, 0.79),
        Filtered = new Amount(21, 61_004, 17_212),
    };

    /// <summary>A source that is unlike its calibration.</summary>
    private static CalibratedSource NotAnswered(string name) => Calibrated(name) with
    {
        By = "nothing",
        ByDocuments = NoAnswer("The documents are unlike the calibration data: no mixture of them has such scores (p = 2.1e-09)."),
        ByTokens = NoAnswer("The documents are unlike the calibration data: no mixture of them has such scores (p = 2.1e-09)."),
        Written = NoAnswer("The documents are unlike the calibration data: no mixture of them has such scores (p = 2.1e-09)."),
        Fit = new FitTest(88.4, 12, 2.1e-9, false),
        TradeOff = [],
        Mix = null,
        Filtered = default,
    };

    private static SourceScoreBar Bar(double low)
    {
        double Bell(double centre, double width) => 0.3 * Math.Exp(-Math.Pow((low + 0.15 - centre) / width, 2) / 2) / (width * Math.Sqrt(2 * Math.PI));
        (double human, double machine) = (Bell(-2.1, 1.1), Bell(2.3, 1.3));
        return new SourceScoreBar(low, low + 0.3, 0.83 * human + 0.17 * machine, 0.97 * human + 0.03 * Bell(0.4, 0.7), human, machine);
    }
}
