namespace Assay.Lab.Measures;

/// <summary>What a measure tells about a loop, and so which verdict it can give.</summary>
public enum MeasureRole
{
    /// <summary>It is shown, and no verdict rests on it.</summary>
    Shown = 0,

    /// <summary>It falls when the tails are lost: early collapse.</summary>
    Tail,

    /// <summary>Half the log-variance, in nats: a fall by ln 2 halves the effective support, which is late collapse.</summary>
    Spread,

    /// <summary>Entropy of discrete events, in nats: late collapse after a fall by ln 2, or where there was little to fall by three quarters of it.</summary>
    Entropy,

    /// <summary>Held-out loss or test error: above what fresh real data give, the loop has begun to collapse.</summary>
    Error,
}
