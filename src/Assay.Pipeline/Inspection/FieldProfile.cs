using System.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Pipeline.Inspection;

/// <summary>What the records looked at hold in one field.</summary>
/// <param name="path">The field as a policy names it: a dot descends into a nested object.</param>
internal sealed class FieldProfile(string path)
{
    private const int MostValues = 40;
    private const int LongestValueBytes = 100;
    private const int MostRemembered = 20_000;
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private long _lastRecord = -1;
    private int? _firstDay;
    private int? _lastDay;

    /// <summary>The field as a policy names it.</summary>
    public string Path { get; } = path;

    /// <summary>The last step of the path.</summary>
    public string Leaf => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>Records that have it with a value.</summary>
    public int Present { get; private set; }

    /// <summary>Records where it is a text.</summary>
    public int Texts { get; private set; }

    /// <summary>Records where it is a number.</summary>
    public int Numbers { get; private set; }

    /// <summary>Records where it is a list or an object that is not looked into.</summary>
    public int Structures { get; private set; }

    /// <summary>Bytes of all its values.</summary>
    public long Bytes { get; private set; }

    /// <summary>Records where it is a text of more than one word, or not in ASCII: text that people read, not a key or an address.</summary>
    public int Prose { get; private set; }

    /// <summary>Records where it is a date that Assay reads.</summary>
    public int Dates { get; private set; }

    /// <summary>Records where it is a whole number from 0 to 1000.</summary>
    public int Depths { get; private set; }

    /// <summary>The earliest date, as it is written; a year or month counts as its last day.</summary>
    public string FirstDate { get; private set; } = "";

    /// <summary>The latest date, as it is written.</summary>
    public string LastDate { get; private set; } = "";

    /// <summary>The day that the latest date means at the latest; null when there is none.</summary>
    public DateOnly? LastDay => _lastDay is { } day ? DateOnly.FromDayNumber(day) : null;

    /// <summary>Whether some value came twice.</summary>
    public bool Repeats { get; private set; }

    /// <summary>Whether it has more or longer values than are counted: <see cref="Values"/> are not all.</summary>
    public bool HasMoreValues { get; private set; }

    /// <summary>How often each value came, the most frequent first.</summary>
    public IReadOnlyList<(string Value, int Count)> Values =>
        [.. _counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))];

    /// <summary>The first value that was seen, as far as it is worth showing.</summary>
    public string Example { get; private set; } = "";

    /// <summary>Bytes of a value on average.</summary>
    public long AverageBytes => Present == 0 ? 0 : Bytes / Present;

    /// <summary>Adds the value of a record.</summary>
    /// <param name="record">Number of the record; a second value in the same record is passed over.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="utf8">Its text.</param>
    public void Add(long record, FieldKind kind, ReadOnlySpan<byte> utf8)
    {
        if (kind == FieldKind.Missing || record == _lastRecord)
        {
            return;
        }

        _lastRecord = record;
        Present++;
        Bytes += utf8.Length;
        Texts += kind == FieldKind.Text ? 1 : 0;
        Numbers += kind == FieldKind.Number ? 1 : 0;
        if (kind == FieldKind.Json)
        {
            Structures++;
            HasMoreValues = true;
            return;
        }

        Prose += kind == FieldKind.Text && utf8.IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0 ? 1 : 0;
        if (utf8.Length > LongestValueBytes)
        {
            HasMoreValues = true;
            return;
        }

        var value = new FieldValue(kind, utf8);
        Depths += DeclaredFields.Depth(value) is not null ? 1 : 0;
        string text = Encoding.UTF8.GetString(utf8);
        AddDay(DeclaredFields.CreatedDay(value), text);
        Count(text);
    }

    private void AddDay(int? day, string text)
    {
        if (day is not { } known)
        {
            return;
        }

        Dates++;
        if (_firstDay is null || known < _firstDay)
        {
            (_firstDay, FirstDate) = (known, text);
        }

        if (_lastDay is null || known > _lastDay)
        {
            (_lastDay, LastDate) = (known, text);
        }
    }

    private void Count(string text)
    {
        Example = Example.Length == 0 ? text : Example;
        if (_seen.Count < MostRemembered)
        {
            Repeats |= !_seen.Add(text);
        }

        if (_counts.TryGetValue(text, out int count))
        {
            _counts[text] = count + 1;
        }
        else if (_counts.Count < MostValues)
        {
            _counts.Add(text, 1);
        }
        else
        {
            HasMoreValues = true;
        }
    }
}
