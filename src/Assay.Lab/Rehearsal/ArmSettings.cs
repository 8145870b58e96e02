using System.Globalization;
using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Lab.Rehearsal;

/// <summary>How the generations of a rehearsal go on, apart from the policy; each setting has a name in the words of the field.</summary>
public sealed record ArmSettings
{
    private static readonly Dictionary<string, Func<ArmSettings, string, ArmSettings?>> s_names = new(StringComparer.Ordinal)
    {
        ["temperature"] = (s, v) => Number(v, 0, double.PositiveInfinity) is { } x and > 0 ? s with { Choice = s.Choice with { Temperature = x } } : null,
        ["top-k"] = (s, v) => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out int k) && k > 0 ? s with { Choice = s.Choice with { TopK = k } } : null,
        ["top-p"] = (s, v) => Number(v, 0, 1) is { } x and > 0 ? s with { Choice = s.Choice with { TopP = x } } : null,
        ["proxy"] = (s, v) => ProxyNames.Order(v) is { } order ? s with { Proxy = "ngram", Order = order } : ProxyNames.IsKnown(v) ? s with { Proxy = v } : null,
        ["passes"] = (s, v) => Number(v, 0, 1000) is { } x and > 0 ? s with { Passes = x } : null,
        ["order"] = (s, v) => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n is >= 1 and <= 5 ? s with { Order = n } : null,
        ["budget-share"] = (s, v) => Number(v, 0, 1) is { } x and > 0 ? s with { BudgetShare = x } : null,
        ["error-rate"] = (s, v) => Number(v, 0, 1) is { } x and < 1 ? s with { ErrorRate = x } : null,
        ["keep-right"] = (s, v) => Number(v, 0, 1) is { } x and > 0 ? s with { KeepRight = x } : null,
        ["keep-wrong"] = (s, v) => Number(v, 0, 1) is { } x ? s with { KeepWrong = x } : null,
        ["contamination"] = (s, v) => ContaminationSchedule.Parse(v, 2) is not null ? s with { Contamination = v } : null,
        ["detection-rate"] = (s, v) => Number(v, 0, 1) is { } x ? s with { DetectionRate = x } : null,
        ["false-alarm-rate"] = (s, v) => Number(v, 0, 1) is { } x ? s with { FalseAlarmRate = x } : null,
        ["strength"] = (s, v) => Number(v, 0, 1000) is { } x ? s with { Strength = x } : null,
    };

    /// <summary>Names of all settings.</summary>
    public static IReadOnlyCollection<string> Names => s_names.Keys;

    /// <summary>Temperature, top-k and nucleus.</summary>
    public TokenChoice Choice { get; init; } = TokenChoice.Unbiased;

    /// <summary>What stands for the model: <c>ngram</c>, a transformer's size, or the file of an external trainer.</summary>
    public string Proxy { get; init; } = "ngram";

    /// <summary>How often a transformer sees a text of the size of the budget; null for what belongs to its size.</summary>
    public double? Passes { get; init; }

    /// <summary>Tokens to an n-gram of the proxy: its size.</summary>
    public int Order { get; init; } = 2;

    /// <summary>Part of the budget that a generation trains on, in (0, 1].</summary>
    public double BudgetShare { get; init; } = 1;

    /// <summary>Share of generated documents that are wrong.</summary>
    public double ErrorRate { get; init; }

    /// <summary>Probability that a verifier keeps a right document.</summary>
    public double KeepRight { get; init; } = 1;

    /// <summary>Probability that it keeps a wrong one.</summary>
    public double KeepWrong { get; init; } = 1;

    /// <summary>Schedule of the unknown source's machine share, see <see cref="ContaminationSchedule"/>.</summary>
    public string Contamination { get; init; } = "none";

    /// <summary>Probability that a detector flags machine text; null for no detector.</summary>
    public double? DetectionRate { get; init; }

    /// <summary>Probability that it flags human text.</summary>
    public double FalseAlarmRate { get; init; } = 0.05;

    /// <summary>b in the weight (1 − p)^b of a document that a detector has looked at.</summary>
    public double Strength { get; init; } = 3;

    /// <summary>Changes a setting.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="value">Its value as text.</param>
    /// <exception cref="UserErrorException">There is no such setting, or the value is out of its range.</exception>
    public ArmSettings With(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!s_names.TryGetValue(name, out Func<ArmSettings, string, ArmSettings?>? set))
        {
            throw new UserErrorException($"There is no setting \"{name}\".{DidYouMean.Suggest(name, Names)}", $"Settings are {string.Join(", ", Names)}.");
        }

        return set(this, value) ?? throw new UserErrorException($"The setting {name} is \"{value}\".", "docs/guide/rehearse.md gives the range of each.");
    }

    /// <summary>What a regime looks at, beside the proxy and the budget; the rest is as it is where nothing is set.</summary>
    /// <param name="regime">The regime.</param>
    public ArmSettings Relevant(Regime regime)
    {
        var own = new ArmSettings { Choice = Choice, ErrorRate = ErrorRate, KeepRight = KeepRight, KeepWrong = KeepWrong };
        return regime == Regime.Policy
            ? own with { Contamination = Contamination, DetectionRate = DetectionRate, FalseAlarmRate = FalseAlarmRate, Strength = Strength }
            : own;
    }

    /// <summary>An arm with these settings.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="regime">What its mixes are composed from.</param>
    /// <param name="generations">Number of generations.</param>
    public RehearsalArm Arm(string name, Regime regime, int generations)
    {
        double[] schedule = ContaminationSchedule.Parse(Contamination, generations)!;
        return new RehearsalArm(name, regime)
        {
            Choice = Choice,
            Verification = ErrorRate > 0 || KeepRight < 1 || KeepWrong < 1 ? new Verification(ErrorRate, KeepRight, KeepWrong) : null,
            Contamination = string.Equals(Contamination, "none", StringComparison.Ordinal) ? null : t => schedule[t],
            Detector = DetectionRate is { } rate ? new DetectorRates(rate, FalseAlarmRate, Strength) : null,
        };
    }

    private static double? Number(string text, double low, double high) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value >= low && value <= high ? value : null;
}
