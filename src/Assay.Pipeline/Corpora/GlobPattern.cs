namespace Assay.Pipeline.Corpora;

/// <summary>A path with wildcards, as shells know them.</summary>
/// <remarks>
/// <para><c>*</c> any characters of a name; <c>?</c> one; <c>[a-z]</c> and <c>[!a-z]</c> one of a class; <c>**</c>, as a whole
/// step of the path, any number of folders; <c>{a,b}</c> either. Upper and lower case differ. A name that begins with a dot is
/// matched only by a step that begins with one. (Microsoft.Extensions.FileSystemGlobbing knows neither braces nor classes nor
/// <c>?</c>, and ignores case.)</para>
/// </remarks>
internal static class GlobPattern
{
    /// <summary>The step that stands for any number of folders.</summary>
    public const string AnyFolders = "**";

    private const int MaxAlternatives = 1024;

    /// <summary>Whether a path holds a wildcard.</summary>
    public static bool HasWildcard(string path) => path.AsSpan().IndexOfAny("*?[{") >= 0;

    /// <summary>Writes out the alternatives in braces.</summary>
    /// <param name="pattern">A pattern; braces may be nested, and without a comma inside they stand for themselves.</param>
    /// <returns>The patterns without braces, in the order of writing; null when there are more than 1,024.</returns>
    public static IReadOnlyList<string>? Expand(string pattern)
    {
        List<string> done = [];
        var open = new Stack<string>([pattern]);
        while (open.TryPop(out string? next))
        {
            if (FindBraces(next) is not var (start, end, commas) || commas.Count == 0)
            {
                done.Add(next);
            }
            else
            {
                int[] cuts = [start, .. commas, end];
                for (int i = cuts.Length - 2; i >= 0; i--)
                {
                    open.Push(next[..start] + next[(cuts[i] + 1)..cuts[i + 1]] + next[(end + 1)..]);
                }
            }

            if (done.Count + open.Count > MaxAlternatives)
            {
                return null;
            }
        }

        return done;
    }

    /// <summary>Whether one step of a pattern matches a name.</summary>
    /// <param name="step">A step without slashes and braces.</param>
    /// <param name="name">Name of a file or folder.</param>
    public static bool IsMatch(ReadOnlySpan<char> step, ReadOnlySpan<char> name)
    {
        if (name.StartsWith('.') && !step.StartsWith('.'))
        {
            return false;
        }

        // Only the last star needs to be tried again: the ones before it have already matched as little as they can.
        int s = 0;
        int n = 0;
        int star = -1;
        int starName = 0;
        while (n < name.Length)
        {
            int width = 0;
            if (s < step.Length && step[s] == '*')
            {
                star = s++;
                starName = n;
            }
            else if (s < step.Length && MatchesOne(step[s..], name[n], out width))
            {
                s += width;
                n++;
            }
            else if (star >= 0)
            {
                s = star + 1;
                n = ++starName;
            }
            else
            {
                return false;
            }
        }

        return step[s..].Trim('*').IsEmpty;
    }

    private static bool MatchesOne(ReadOnlySpan<char> step, char value, out int width)
    {
        width = 1;
        // A bracket right after the opening one belongs to the class: []a] holds ] and a.
        int first = step is ['[', '!' or '^', ..] ? 2 : 1;
        int close = step[0] == '[' && step.Length > first + 1 ? step[(first + 1)..].IndexOf(']') : -1;
        if (close < 0)
        {
            return step[0] == '?' || step[0] == value;
        }

        ReadOnlySpan<char> members = step[first..(first + 1 + close)];
        width = first + 1 + close + 1;
        return IsMember(members, value) != (first == 2);
    }

    private static bool IsMember(ReadOnlySpan<char> members, char value)
    {
        for (int i = 0; i < members.Length; i++)
        {
            bool isRange = i + 2 < members.Length && members[i + 1] == '-';
            if (isRange ? value >= members[i] && value <= members[i + 2] : value == members[i])
            {
                return true;
            }

            i += isRange ? 2 : 0;
        }

        return false;
    }

    /// <summary>The first pair of braces with a comma, and the commas that belong to it.</summary>
    private static (int Start, int End, List<int> Commas)? FindBraces(string pattern)
    {
        for (int start = pattern.IndexOf('{'); start >= 0; start = pattern.IndexOf('{', start + 1))
        {
            int depth = 0;
            List<int> commas = [];
            for (int i = start; i < pattern.Length; i++)
            {
                depth += pattern[i] switch { '{' => 1, '}' => -1, _ => 0 };
                if (pattern[i] == ',' && depth == 1)
                {
                    commas.Add(i);
                }
                else if (depth == 0 && commas.Count > 0)
                {
                    return (start, i, commas);
                }
                else if (depth == 0)
                {
                    break;
                }
            }
        }

        return null;
    }
}
