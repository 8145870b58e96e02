namespace Assay.Core.Language;

/// <summary>How a generator bends its next-token distribution before it draws.</summary>
/// <remarks>Applied in this order: temperature, then top-k, then nucleus. The default changes nothing.</remarks>
public sealed record TokenChoice
{
    /// <summary>Draws from the distribution as it is.</summary>
    public static TokenChoice Unbiased { get; } = new();

    /// <summary>Above 0; p is raised to 1/temperature. Below 1 sharpens, above 1 flattens.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Only this many of the likeliest tokens stay; null keeps all.</summary>
    public int? TopK { get; init; }

    /// <summary>The fewest likeliest tokens whose mass reaches this, in (0, 1], stay; null keeps all.</summary>
    public double? TopP { get; init; }

    /// <summary>Whether drawing is left as it is.</summary>
    public bool IsUnbiased => Temperature == 1 && TopK is null && TopP is null or 1;

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (!(Temperature > 0) || double.IsInfinity(Temperature))
        {
            yield return $"temperature is {Temperature}; it must be above 0.";
        }

        if (TopK < 1)
        {
            yield return $"top-k is {TopK}; it must be 1 or more.";
        }

        if (TopP is not null and not (> 0 and <= 1))
        {
            yield return $"top-p is {TopP}; it must lie in (0, 1].";
        }
    }

    /// <summary>Bends a distribution in place.</summary>
    /// <param name="mass">Weights, 0 or more, not necessarily normalised; afterwards they add up to 1.</param>
    public void Reshape(Span<double> mass)
    {
        if (Temperature != 1)
        {
            // Dividing by the largest first keeps small temperatures from underflowing everything.
            double largest = 0;
            foreach (double m in mass)
            {
                largest = Math.Max(largest, m);
            }

            for (int i = 0; i < mass.Length; i++)
            {
                mass[i] = mass[i] > 0 ? Math.Pow(mass[i] / largest, 1 / Temperature) : 0;
            }
        }

        if (TopK is not null || TopP is not null)
        {
            Truncate(mass);
        }

        Normalise(mass);
    }

    private void Truncate(Span<double> mass)
    {
        Normalise(mass);
        int[] order = new int[mass.Length];
        double[] keys = new double[mass.Length];
        for (int i = 0; i < order.Length; i++)
        {
            (order[i], keys[i]) = (i, -mass[i]);
        }

        // Equal masses keep the order of their numbers, whatever the sort does.
        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        double reached = 0;
        for (int rank = 0; rank < order.Length; rank++)
        {
            bool stays = rank < (TopK ?? int.MaxValue) && (rank == 0 || reached < (TopP ?? double.PositiveInfinity));
            reached += mass[order[rank]];
            if (!stays)
            {
                mass[order[rank]] = 0;
            }
        }
    }

    private static void Normalise(Span<double> mass)
    {
        double sum = 0;
        foreach (double m in mass)
        {
            sum += m;
        }

        for (int i = 0; i < mass.Length; i++)
        {
            mass[i] /= sum;
        }
    }
}
