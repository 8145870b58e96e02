namespace Assay.Pipeline.Engine;

/// <summary>DuckDB's column types, with the numbers of its C API.</summary>
internal enum DuckType
{
    /// <summary>Not a type.</summary>
    Invalid = 0,

    /// <summary>One byte, 0 or 1.</summary>
    Boolean = 1,

    /// <summary>Signed, 8 bits.</summary>
    TinyInt = 2,

    /// <summary>Signed, 16 bits.</summary>
    SmallInt = 3,

    /// <summary>Signed, 32 bits.</summary>
    Integer = 4,

    /// <summary>Signed, 64 bits.</summary>
    BigInt = 5,

    /// <summary>Unsigned, 8 bits.</summary>
    UTinyInt = 6,

    /// <summary>Unsigned, 16 bits.</summary>
    USmallInt = 7,

    /// <summary>Unsigned, 32 bits.</summary>
    UInteger = 8,

    /// <summary>Unsigned, 64 bits.</summary>
    UBigInt = 9,

    /// <summary>32-bit floating point.</summary>
    Float = 10,

    /// <summary>64-bit floating point.</summary>
    Double = 11,

    /// <summary>Microseconds since 1970, 64 bits.</summary>
    Timestamp = 12,

    /// <summary>Days since 1970, 32 bits.</summary>
    Date = 13,

    /// <summary>Microseconds of the day, 64 bits.</summary>
    Time = 14,

    /// <summary>Months, days and microseconds.</summary>
    Interval = 15,

    /// <summary>Signed, 128 bits. Parquet has no such type: DuckDB would write it there as a double.</summary>
    HugeInt = 16,

    /// <summary>UTF-8 text.</summary>
    Varchar = 17,

    /// <summary>Bytes.</summary>
    Blob = 18,

    /// <summary>Fixed point.</summary>
    Decimal = 19,

    /// <summary>Seconds since 1970, 64 bits.</summary>
    TimestampSeconds = 20,

    /// <summary>Milliseconds since 1970, 64 bits.</summary>
    TimestampMilliseconds = 21,

    /// <summary>Nanoseconds since 1970, 64 bits.</summary>
    TimestampNanoseconds = 22,

    /// <summary>One of a list of texts.</summary>
    Enum = 23,

    /// <summary>A list.</summary>
    List = 24,

    /// <summary>Named fields.</summary>
    Struct = 25,

    /// <summary>Keys and values.</summary>
    Map = 26,

    /// <summary>128 bits; DuckDB stores them with the highest bit flipped, <see cref="DuckReader.Uuid"/> does not.</summary>
    Uuid = 27,

    /// <summary>One of several types.</summary>
    Union = 28,

    /// <summary>Bits.</summary>
    Bit = 29,

    /// <summary>Time of day with an offset.</summary>
    TimeWithZone = 30,

    /// <summary>Microseconds since 1970 in UTC, 64 bits.</summary>
    TimestampWithZone = 31,

    /// <summary>Unsigned, 128 bits. Parquet has no such type: DuckDB would write it there as a double.</summary>
    UHugeInt = 32,

    /// <summary>A list of fixed length.</summary>
    Array = 33,
}

/// <summary>Facts about <see cref="DuckType"/>.</summary>
internal static class DuckTypes
{
    extension(DuckType type)
    {
        /// <summary>Bytes of a value in a vector of this type; 0 when the values have no fixed width.</summary>
        internal int Width => type switch
        {
            DuckType.Boolean or DuckType.TinyInt or DuckType.UTinyInt => 1,
            DuckType.SmallInt or DuckType.USmallInt => 2,
            DuckType.Integer or DuckType.UInteger or DuckType.Float or DuckType.Date => 4,
            DuckType.BigInt or DuckType.UBigInt or DuckType.Double or DuckType.Time
                or DuckType.Timestamp or DuckType.TimestampSeconds or DuckType.TimestampMilliseconds
                or DuckType.TimestampNanoseconds or DuckType.TimestampWithZone => 8,
            DuckType.HugeInt or DuckType.UHugeInt or DuckType.Uuid => 16,
            _ => 0,
        };

        /// <summary>Whether the values are text or bytes.</summary>
        internal bool HasBytes => type is DuckType.Varchar or DuckType.Blob;
    }
}
