namespace Assay.Bench.Share;

/// <summary>What the trials of one method on one source at one share came to.</summary>
internal sealed class ShareCell
{
    private readonly List<double> _errors = [];
    private readonly List<double> _widths = [];
    private readonly List<double> _lows = [];

    public int Trials { get; private set; }

    public int Answers { get; private set; }

    public int Covered { get; private set; }

    public int LowHeld { get; private set; }

    public int HighHeld { get; private set; }

    /// <summary>Trials whose point, answered or not, is off by more than 5 points.</summary>
    public int Wrong { get; private set; }

    public int WrongDeclined { get; private set; }

    public double MeanError => _errors.Count > 0 ? _errors.Average() : double.NaN;

    public double MedianWidth => Median(_widths);

    public double MedianLow => Median(_lows);

    public void Add(in ShareOutcome outcome)
    {
        Trials++;
        Wrong += outcome.IsWrong ? 1 : 0;
        WrongDeclined += outcome.IsWrong && !outcome.Answered ? 1 : 0;
        if (!outcome.Answered)
        {
            return;
        }

        Answers++;
        _errors.Add(outcome.Error);
        _widths.Add(outcome.High - outcome.Low);
        _lows.Add(outcome.Low);
        LowHeld += outcome.Low <= outcome.Truth + 1e-12 ? 1 : 0;
        HighHeld += outcome.High >= outcome.Truth - 1e-12 ? 1 : 0;
        Covered += outcome.Low <= outcome.Truth + 1e-12 && outcome.High >= outcome.Truth - 1e-12 ? 1 : 0;
    }

    public void Add(ShareCell other)
    {
        (Trials, Answers, Covered) = (Trials + other.Trials, Answers + other.Answers, Covered + other.Covered);
        (LowHeld, HighHeld) = (LowHeld + other.LowHeld, HighHeld + other.HighHeld);
        (Wrong, WrongDeclined) = (Wrong + other.Wrong, WrongDeclined + other.WrongDeclined);
        _errors.AddRange(other._errors);
        _widths.AddRange(other._widths);
        _lows.AddRange(other._lows);
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted.Length > 0 ? sorted[sorted.Length / 2] : double.NaN;
    }
}

/// <summary>One trial.</summary>
/// <param name="Answered">Whether an estimate or bound was given.</param>
/// <param name="Truth">The share.</param>
/// <param name="Error">Distance of the point from it.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="IsWrong">Whether the point, had it been given whatever the test of fit said, is off by more than 5 points.</param>
internal readonly record struct ShareOutcome(bool Answered, double Truth, double Error, double Low, double High, bool IsWrong);
