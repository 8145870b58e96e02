using System.Globalization;

namespace Assay.Pipeline.Inspection;

/// <summary>Amounts as comments and messages show them.</summary>
internal static class Amounts
{
    /// <summary>Bytes: 812 bytes, 12.4 KB, 8.1 MB, 3.0 GB.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} KB"),
        _ => Count(bytes, "byte"),
    };

    /// <summary>A number of things: 1 file, 1,200 files.</summary>
    public static string Count(long number, string thing) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {thing}{(number == 1 ? "" : "s")}");

    /// <summary>A number of things that was extrapolated: two digits of it.</summary>
    public static string About(long number, string thing)
    {
        long unit = 1;
        while (number / unit >= 100)
        {
            unit *= 10;
        }

        return $"about {Count((number + (unit / 2)) / unit * unit, thing)}";
    }
}
