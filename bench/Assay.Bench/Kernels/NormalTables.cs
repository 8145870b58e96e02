using System.Globalization;
using System.Text;

namespace Assay.Bench.Kernels;

/// <summary>Writes the data of <c>NormalForms</c> from the normalisation of the .NET runtime it runs on.</summary>
/// <remarks>
/// <para>The runtime asks ICU, so the build must allow it. It was run once, on ICU 72 (Unicode 15.0), and its output is committed; other tables
/// would change scores, so they need a new name (<c>normal-2</c>).</para>
/// <para><c>dotnet run -c Release -p:InvariantGlobalization=false --project bench/Assay.Bench -- normal-tables &gt; src/Assay.Core/Detection/NormalForms.Data.cs</c></para>
/// </remarks>
internal static class NormalTables
{
    private const int ScalarEnd = 0x110000;

    /// <summary>Prints the C# file.</summary>
    public static int Print(TextWriter output)
    {
        if (string.Equals("\uFF21".Normalize(NormalizationForm.FormKC), "\uFF21", StringComparison.Ordinal))
        {
            output.WriteLine("This build does not normalise: build it with -p:InvariantGlobalization=false.");
            return 2;
        }

        (List<string> folds, List<string> compositions) = Tables();
        output.Write(
            """
            namespace Assay.Core.Detection;

            // A table of data, written by the command `normal-tables` of bench/Assay.Bench on ICU 72 (Unicode 15.0). Never edit or regenerate
            // it: scores depend on it.
            internal static partial class NormalForms
            {
            #pragma warning disable MA0051 // Too long for code; this is data.
                // Scalars that NFKC changes: first, last, then how many it becomes and what the first becomes. Where it is one, those of a run become
                // one after the other.
                private static ReadOnlySpan<int> FoldRuns =>
                [

            """);
        WriteRows(output, folds);
        output.Write(
            """
                ];

                // A scalar, the mark after it, what both become.
                private static ReadOnlySpan<int> Compositions =>
                [

            """);
        WriteRows(output, compositions);
        output.Write(
            """
                ];
            #pragma warning restore MA0051
            }

            """);
        return 0;
    }

    private static (List<string> Folds, List<string> Compositions) Tables()
    {
        List<(int First, int Last, int[] Target)> runs = [];
        List<string> compositions = [];
        for (int scalar = 0x80; scalar < ScalarEnd; scalar++)
        {
            if (!Rune.IsValid(scalar) || CharUnicodeInfo.GetUnicodeCategory(scalar) == UnicodeCategory.OtherNotAssigned)
            {
                continue;
            }

            string text = new Rune(scalar).ToString();
            int[] folded = Scalars(text.Normalize(NormalizationForm.FormKC));
            if (folded is not [var same] || same != scalar)
            {
                bool isNext = runs.Count > 0 && runs[^1].Target.Length == 1 && folded.Length == 1 && scalar == runs[^1].Last + 1
                    && folded[0] == runs[^1].Target[0] + (scalar - runs[^1].First);
                if (isNext)
                {
                    runs[^1] = (runs[^1].First, scalar, runs[^1].Target);
                }
                else
                {
                    runs.Add((scalar, scalar, folded));
                }
            }

            AddComposition(scalar, text, compositions);
        }

        return ([.. runs.Select(run => string.Join(", ", new[] { run.First, run.Last, run.Target.Length }.Concat(run.Target).Select(Hex)))], compositions);
    }

    private static void AddComposition(int scalar, string text, List<string> compositions)
    {
        bool isHangul = scalar is >= 0xAC00 and <= 0xD7A3;
        int[] parts = Scalars(text.Normalize(NormalizationForm.FormD));
        if (isHangul || parts.Length < 2)
        {
            return;
        }

        int[] before = Scalars(string.Concat(parts[..^1].Select(part => new Rune(part).ToString())).Normalize(NormalizationForm.FormC));
        if (before is [var first] && string.Equals((new Rune(first).ToString() + new Rune(parts[^1])).Normalize(NormalizationForm.FormC), text, StringComparison.Ordinal))
        {
            compositions.Add($"{Hex(first)}, {Hex(parts[^1])}, {Hex(scalar)}");
        }
    }

    private static int[] Scalars(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    private static string Hex(int value) => value < 10 ? value.ToString(CultureInfo.InvariantCulture) : $"0x{value:X}";

    private static void WriteRows(TextWriter output, List<string> items)
    {
        var row = new StringBuilder();
        foreach (string item in items)
        {
            if (row.Length + item.Length > 112)
            {
                output.Write($"        {row.ToString().TrimEnd()}\n");
                row.Clear();
            }

            row.Append(item).Append(", ");
        }

        output.Write($"        {row.ToString().TrimEnd()}\n");
    }
}
