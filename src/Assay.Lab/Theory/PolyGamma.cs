namespace Assay.Lab.Theory;

/// <summary>Derivatives of the digamma function, by recurrence upwards and the asymptotic series.</summary>
internal static class PolyGamma
{
    /// <summary>ψ₁(x), x above 0.</summary>
    public static double Trigamma(double x)
    {
        double sum = 0;
        for (; x < 20; x++)
        {
            sum += 1 / (x * x);
        }

        double y = 1 / (x * x);
        return sum + (1 / x) + (y / 2) + (y / x * ((1.0 / 6) + (y * ((-1.0 / 30) + (y * ((1.0 / 42) - (y / 30)))))));
    }

    /// <summary>ψ₃(x), x above 0.</summary>
    public static double Pentagamma(double x)
    {
        double sum = 0;
        for (; x < 20; x++)
        {
            sum += 6 / (x * x * x * x);
        }

        double y = 1 / (x * x);
        return sum + (2 * y / x) + (3 * y * y) + (y * y / x * (2 + (y * (-1 + (y * ((4.0 / 3) - (3 * y)))))));
    }
}
