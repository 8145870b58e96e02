using System.Text.Json;

namespace Assay.Pipeline.Corpora;

/// <summary>Finds the text and the fields of one JSONL line without making strings.</summary>
/// <remarks>
/// <para>Values without escapes stay where they are in the line; the others are unescaped into a buffer that is used again for
/// every line. Of a property that occurs twice the last one counts, as for Python's <c>json</c> and JavaScript. A dot in a field
/// name descends into an object; where that leads nowhere the whole name may be a property's. Not thread-safe.</para>
/// </remarks>
internal sealed class JsonlRecordParser
{
    /// <summary>How deep objects and arrays may be nested.</summary>
    public const int MaxDepth = 64;

    private readonly FieldMap _fields;
    private readonly FieldTree _tree;
    private readonly Value[] _values; // by slot of the tree
    private readonly int _textSlot;
    private byte[] _unescaped = [];
    private int _unescapedLength;

    /// <summary>Creates a parser.</summary>
    /// <param name="fields">Which field carries what.</param>
    public JsonlRecordParser(FieldMap fields)
    {
        _fields = fields;
        _tree = FieldTree.Build(fields);
        _values = new Value[_tree.SlotCount];
        _textSlot = fields.Names.Length;
    }

    /// <summary>Why the last line is not a document; null when it is one.</summary>
    public RecordProblem? Problem { get; private set; }

    /// <summary>Parses a line.</summary>
    /// <param name="line">The line without its line end and without a byte order mark; not empty.</param>
    /// <returns>False when the line is not a document: see <see cref="Problem"/>.</returns>
    public bool TryParse(ReadOnlySpan<byte> line)
    {
        Array.Clear(_values);
        _unescapedLength = 0;
        Problem = null;
        if (StrictUtf8.FirstInvalid(line) is >= 0 and var index)
        {
            Problem = JsonlProblems.DamagedUtf8(line, index);
            return false;
        }

        try
        {
            Read(line);
        }
        catch (JsonException e)
        {
            Problem = JsonlProblems.BrokenJson(line, e);
        }

        Problem ??= CheckText(line);
        return Problem is null;
    }

    /// <summary>The text of the last line.</summary>
    /// <param name="line">The line that was parsed.</param>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> line) => SpanOf(ValueOf(_textSlot), line);

    /// <summary>A field of the last line.</summary>
    /// <param name="slot">0-based slot, see <see cref="FieldMap.Names"/>.</param>
    /// <param name="line">The line that was parsed.</param>
    public FieldValue Field(int slot, ReadOnlySpan<byte> line)
    {
        Value value = ValueOf(slot);
        return new FieldValue(value.Kind, SpanOf(value, line));
    }

    private Value ValueOf(int slot)
    {
        Value value = _values[slot];
        int whole = _tree.WholeNameSlots[slot];
        return value.Kind == FieldKind.Missing && whole >= 0 ? _values[whole] : value;
    }

    private ReadOnlySpan<byte> SpanOf(Value value, ReadOnlySpan<byte> line) =>
        value.IsUnescaped ? _unescaped.AsSpan(value.Start, value.Length) : line.Slice(value.Start, value.Length);

    private void Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Problem = JsonlProblems.NotAnObject(reader.TokenType, reader.TokenStartIndex);
            return;
        }

        ReadObject(ref reader, line, _tree);
        if (Problem is null)
        {
            reader.Read(); // Throws when something follows the object.
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, FieldTree tree)
    {
        while (Problem is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            FieldBranch? branch = reader.ValueIsEscaped ? FindEscaped(reader.ValueSpan, tree) : tree.Find(reader.ValueSpan);
            reader.Read();
            if (branch is null)
            {
                reader.Skip();
            }
            else
            {
                ReadValue(ref reader, line, branch);
            }
        }
    }

    private FieldBranch? FindEscaped(ReadOnlySpan<byte> name, FieldTree tree)
    {
        // The next value may overwrite it.
        Span<byte> target = FreeBuffer(name.Length);
        return JsonEscapes.Unescape(name, target, out int length) < 0 ? tree.Find(target[..length]) : null;
    }

    private void ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, FieldBranch branch)
    {
        foreach (int below in branch.SlotsBelow)
        {
            _values[below] = default; // A property given twice: nothing of its first value stays.
        }

        int start = (int)reader.TokenStartIndex;
        Value value = default;
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueIsEscaped:
                value = Unescape(reader.ValueSpan, start);
                break;
            case JsonTokenType.String:
                value = new Value(FieldKind.Text, start, start + 1, reader.ValueSpan.Length);
                break;
            case JsonTokenType.Number:
                value = new Value(FieldKind.Number, start, start, reader.ValueSpan.Length);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                value = new Value(FieldKind.Boolean, start, start, reader.ValueSpan.Length);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                value = ReadNested(ref reader, line, branch, start);
                break;
        }

        foreach (int slot in branch.Slots)
        {
            _values[slot] = value;
        }
    }

    private Value ReadNested(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, FieldBranch branch, int start)
    {
        if (branch.Below is { } below && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadObject(ref reader, line, below);
        }
        else
        {
            reader.Skip();
        }

        var value = new Value(FieldKind.Json, start, start, (int)reader.BytesConsumed - start);
        if (Problem is null && branch.Slots.Count > 0 &&
            JsonEscapes.FindLoneSurrogate(line.Slice(start, value.Length)) is >= 0 and var lone)
        {
            Problem = JsonlProblems.LoneSurrogate(line, start + lone);
        }

        return value;
    }

    private Value Unescape(ReadOnlySpan<byte> escaped, int start)
    {
        int lone = JsonEscapes.Unescape(escaped, FreeBuffer(escaped.Length), out int written);
        if (lone >= 0)
        {
            Problem = JsonlProblems.LoneSurrogate(escaped, lone) with { Column = start + 1 + lone + 1 };
            return default;
        }

        var value = new Value(FieldKind.Text, start, _unescapedLength, written, IsUnescaped: true);
        _unescapedLength += written;
        return value;
    }

    private Span<byte> FreeBuffer(int length)
    {
        if (_unescaped.Length - _unescapedLength < length)
        {
            Array.Resize(ref _unescaped, Math.Max(_unescapedLength + length, Math.Max(4096, (int)Math.Min(_unescaped.Length * 2L, Array.MaxLength))));
        }

        return _unescaped.AsSpan(_unescapedLength, length);
    }

    private RecordProblem? CheckText(ReadOnlySpan<byte> line)
    {
        Value text = ValueOf(_textSlot);
        if (text.Kind != FieldKind.Text)
        {
            return JsonlProblems.MissingText(line, _fields.Text, text.Kind, text.At);
        }

        return StrictUtf8.IsBlank(SpanOf(text, line)) ? JsonlProblems.EmptyText(_fields.Text, text.At) : null;
    }

    /// <summary>Where a value lies: in the line, or in the buffer of unescaped strings.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="At">Index of its first byte in the line, a string's quote included.</param>
    /// <param name="Start">Index of its content, in the line or in the buffer.</param>
    /// <param name="Length">Bytes of its content.</param>
    /// <param name="IsUnescaped">Whether the content lies in the buffer.</param>
    private readonly record struct Value(FieldKind Kind, int At, int Start, int Length, bool IsUnescaped = false);
}
