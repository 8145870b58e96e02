using System.Globalization;

namespace Assay.Pipeline.Corpora;

/// <summary>Bad records of a corpus that is read without a run folder: the first stops the reading unless a share of them is allowed. Thread-safe.</summary>
/// <param name="share">Share of all records that may be bad, in [0, 1); 0 for none.</param>
internal sealed class BadRecordTally(double share)
{
    private readonly Lock _gate = new();
    private BadRecord? _first;
    private long _count;

    /// <summary>Counts a bad record: a <see cref="BadRecordHandler"/>.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="ShardFormatException">None is allowed.</exception>
    public void Take(BadRecord record)
    {
        if (share <= 0)
        {
            StrictHandler.Throw(record);
        }

        lock (_gate)
        {
            _count++;
            _first = _first is null || Before(record, _first) ? record with { Raw = default } : _first;
        }
    }

    /// <summary>Checks all that was read.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="good">Good records.</param>
    /// <returns>A sentence about the bad ones; null where there are none. It does not depend on the workers.</returns>
    /// <exception cref="ShardFormatException">There are too many.</exception>
    public string? Check(string name, long good)
    {
        if (_first is null)
        {
            return null;
        }

        return _count > share * (good + _count)
            ? throw new ShardFormatException(_first.At, string.Create(CultureInfo.InvariantCulture, $"{_first.Found} {_count:N0} of {good + _count:N0} records of {name} are bad."), _first.Remedy)
            : string.Create(CultureInfo.InvariantCulture, $"{name}: {_count:N0} bad records are left out; the first is {_first.At}: {_first.Found}");
    }

    private static bool Before(BadRecord one, BadRecord other) =>
        string.CompareOrdinal(one.At.Path, other.At.Path) is var order && (order < 0 || (order == 0 && one.RowIndex < other.RowIndex));
}
