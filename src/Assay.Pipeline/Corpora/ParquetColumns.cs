using Assay.Core.Errors;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Corpora;

/// <summary>The columns of a Parquet file that carry the text and the fields of a <see cref="FieldMap"/>.</summary>
internal sealed class ParquetColumns
{
    private const int NamesListed = 12;
    private readonly List<ParquetColumn> _projected = [];

    private ParquetColumns()
    {
    }

    /// <summary>The columns to be read, the text first.</summary>
    internal IReadOnlyList<ParquetColumn> Projected => _projected;

    /// <summary>For each slot the index of its column in <see cref="Projected"/>; -1 where the file has none.</summary>
    internal required int[] BySlot { get; init; }

    /// <summary>The file as a table: its own columns, whatever folder it lies in.</summary>
    /// <param name="path">Full path.</param>
    internal static string Table(string path) =>
        // Columns without a type note are bytes; writers that leave it out mean text.
        $"read_parquet({DuckSql.FilePath(path)}, hive_partitioning = false, binary_as_string = true)";

    /// <summary>Finds the columns.</summary>
    /// <param name="connection">A connection without an open reader.</param>
    /// <param name="shard">The file, and which field carries what.</param>
    /// <exception cref="ShardFormatException">There is no text column, or it holds no text.</exception>
    /// <exception cref="DuckException">The file cannot be read.</exception>
    internal static ParquetColumns Find(DuckConnection connection, Shard shard)
    {
        var finder = new Finder(connection, Table(shard.Path));
        var columns = new ParquetColumns { BySlot = new int[shard.Fields.Names.Length] };
        columns._projected.Add(TextColumn(finder, shard));
        for (int slot = 0; slot < columns.BySlot.Length; slot++)
        {
            columns.BySlot[slot] = -1;
            if (finder.Find(shard.Fields.Names[slot]) is { } column)
            {
                columns.BySlot[slot] = columns._projected.Count;
                columns._projected.Add(column);
            }
        }

        return columns;
    }

    private static ParquetColumn TextColumn(Finder finder, Shard shard)
    {
        string name = shard.Fields.Text;
        ParquetColumn? column = finder.Find(name);
        if (column is { Kind: FieldKind.Text })
        {
            return column;
        }

        IReadOnlyList<string> all = finder.TopLevel;
        string rest = all.Count > NamesListed ? $" and {all.Count - NamesListed} more" : "";
        string found = column is null
            ? $"this file has no column \"{name}\"; its columns are {string.Join(", ", all.Take(NamesListed))}{rest}."
            : $"the column \"{name}\" holds {Word(column.Kind)}, not text.";
        throw new ShardFormatException(
            new SourceLine(shard.DisplayPath), found, "Name the column that holds the text in the policy (`fields: { text: NAME }`).");
    }

    private static string Word(FieldKind kind) => kind switch
    {
        FieldKind.Number => "numbers",
        FieldKind.Boolean => "true or false",
        _ => "lists or structures",
    };

    /// <summary>Looks up paths in the file's columns; what a structure holds is asked for when a path leads there.</summary>
    private sealed class Finder(DuckConnection connection, string table)
    {
        private readonly Dictionary<string, IReadOnlyList<(string Name, DuckType Type)>> _known = new(StringComparer.Ordinal);

        internal IReadOnlyList<string> TopLevel => [.. Below("*").Select(c => c.Name)];

        /// <summary>A dot descends into a structure; where that leads nowhere the whole path may be the name of a column.</summary>
        internal ParquetColumn? Find(string path) => Descend(path.Split('.')) ?? Descend([path]);

        private ParquetColumn? Descend(string[] steps)
        {
            string select = "*";
            string expression = "";
            DuckType type = DuckType.Struct;
            foreach (string step in steps)
            {
                DuckType? next = type == DuckType.Struct ? TypeOf(select, step) : null;
                if (next is null)
                {
                    return null;
                }

                type = next.Value;
                expression = expression.Length == 0 ? DuckSql.Name(step) : $"struct_extract({expression}, {DuckSql.Text(step)})";
                select = $"unnest({expression})";
            }

            return ParquetColumn.Of(expression, type, string.Join(", ", steps));
        }

        private DuckType? TypeOf(string select, string name)
        {
            foreach ((string known, DuckType type) in Below(select))
            {
                if (string.Equals(known, name, StringComparison.Ordinal))
                {
                    return type;
                }
            }

            return null;
        }

        private IReadOnlyList<(string Name, DuckType Type)> Below(string select)
        {
            if (!_known.TryGetValue(select, out IReadOnlyList<(string Name, DuckType Type)>? columns))
            {
                using DuckReader reader = connection.Query($"SELECT {select} FROM {table} LIMIT 0");
                columns = [.. reader.ColumnNames.Zip(reader.ColumnTypes)];
                _known.Add(select, columns);
            }

            return columns;
        }
    }
}

/// <summary>A column to be read.</summary>
/// <param name="Expression">What to select, in SQL; its values are VARCHAR.</param>
/// <param name="Kind">What the values are.</param>
/// <param name="SchemaPath">The column as Parquet's own metadata name it.</param>
internal sealed record ParquetColumn(string Expression, FieldKind Kind, string SchemaPath)
{
    /// <summary>The column of an expression: as text, numbers in JSON notation, points in time in ISO 8601.</summary>
    /// <param name="expression">The expression, in SQL.</param>
    /// <param name="type">Its type.</param>
    /// <param name="schemaPath">The column as Parquet's own metadata name it.</param>
    internal static ParquetColumn Of(string expression, DuckType type, string schemaPath)
    {
        string text = $"CAST({expression} AS VARCHAR)";
        (string select, FieldKind kind) = type switch
        {
            DuckType.Varchar => (expression, FieldKind.Text),
            DuckType.Timestamp or DuckType.TimestampSeconds or DuckType.TimestampMilliseconds or DuckType.TimestampNanoseconds =>
                ($"replace({text}, ' ', 'T')", FieldKind.Text),
            DuckType.TimestampWithZone => ($"replace(replace({text}, ' ', 'T'), '+00', 'Z')", FieldKind.Text),
            DuckType.Boolean => (text, FieldKind.Boolean),
            DuckType.Float or DuckType.Double => ($"CASE WHEN isfinite({expression}) THEN {text} END", FieldKind.Number), // JSON has no NaN.
            DuckType.TinyInt or DuckType.SmallInt or DuckType.Integer or DuckType.BigInt or DuckType.HugeInt or DuckType.Decimal
                or DuckType.UTinyInt or DuckType.USmallInt or DuckType.UInteger or DuckType.UBigInt or DuckType.UHugeInt =>
                (text, FieldKind.Number),
            DuckType.List or DuckType.Array or DuckType.Struct or DuckType.Map or DuckType.Union =>
                ($"CAST(to_json({expression}) AS VARCHAR)", FieldKind.Json),
            _ => (text, FieldKind.Text), // Dates, times, UUIDs, enumerations.
        };
        return new ParquetColumn(select, kind, schemaPath);
    }
}
