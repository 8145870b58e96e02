using System.Globalization;
using Assay.Core.Errors;

namespace Assay.Pipeline.Scorers;

/// <summary>The settings of a scorer: name=value, separated by commas.</summary>
public sealed class ScorerSettings
{
    private readonly string _scorer;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    internal ScorerSettings(string scorer, string text)
    {
        _scorer = scorer;
        foreach (string setting in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int at = setting.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !_values.TryAdd(setting[..at], setting[(at + 1)..]))
            {
                throw Problem($"\"{setting}\" sets nothing, or something twice.");
            }
        }
    }

    /// <summary>A setting as it was written.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="otherwise">What it is when it is not set.</param>
    public string Text(string name, string otherwise)
    {
        _read.Add(name);
        return _values.GetValueOrDefault(name, otherwise);
    }

    /// <summary>A whole number of 1 or more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="otherwise">What it is when it is not set.</param>
    /// <exception cref="UserErrorException">It is none.</exception>
    public int Whole(string name, int otherwise)
    {
        string value = Text(name, otherwise.ToString(CultureInfo.InvariantCulture));
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw Wrong(name, value, "Write a whole number of 1 or more.");
    }

    /// <summary>The error of a setting with a wrong value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What was written.</param>
    /// <param name="remedy">What to do.</param>
    public UserErrorException Wrong(string name, string value, string remedy) => new($"The scorer \"{_scorer}\" has {name}={value}.", remedy);

    /// <summary>The error of settings that do not go together.</summary>
    /// <param name="problem">What is wrong, as a sentence.</param>
    public UserErrorException Problem(string problem) => new($"The scorer \"{_scorer}\" cannot be used.", problem);

    /// <summary>Refuses settings that nothing asked for.</summary>
    /// <exception cref="UserErrorException">There is one.</exception>
    public void RefuseUnread()
    {
        if (_values.Keys.FirstOrDefault(name => !_read.Contains(name)) is { } unknown)
        {
            throw new UserErrorException($"The scorer \"{_scorer}\" has no setting \"{unknown}\".{DidYouMean.Suggest(unknown, _read)}", $"There are {string.Join(", ", _read)}.");
        }
    }
}
