using System.Globalization;
using Assay.Core.Errors;

namespace Assay.Lab.Experiments;

/// <summary>The settings of one experiment: reads each under its name, checks it, and knows which nobody asked for.</summary>
internal sealed class Settings
{
    private readonly IReadOnlyDictionary<string, string> _given;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public Settings(IReadOnlyDictionary<string, string> given)
    {
        _given = given;
        string[] known = [.. Parameters.All.Select(p => p.Name)];
        foreach (string name in given.Keys.Where(n => !known.Contains(n, StringComparer.Ordinal)))
        {
            throw new UserErrorException(
                $"There is no setting \"{name}\".{DidYouMean.Suggest(name, known)}", "`assay lab list --settings` shows them all.");
        }
    }

    /// <summary>Whether the user or the experiment gave it.</summary>
    public bool Has(string name)
    {
        _read.Add(name);
        return _given.ContainsKey(name);
    }

    public string Word(string name, params string[] allowed)
    {
        string value = Text(name);
        return allowed.Contains(value, StringComparer.Ordinal)
            ? value
            : throw Wrong(name, value, $"Write {string.Join(", ", allowed)}.");
    }

    public double Number(string name, double low, double high, bool lowIncluded = true)
    {
        string value = Text(name);
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && (lowIncluded ? number >= low : number > low) && number <= high
            ? number
            : throw Wrong(name, value, $"Write a number{(lowIncluded ? $" of {low} or more" : $" above {low}")}{(high < double.MaxValue ? $", at most {high}" : "")}.");
    }

    public int Whole(string name, int low)
    {
        string value = Text(name);
        return int.TryParse(value, NumberStyles.Integer | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out int number) && number >= low
            ? number
            : throw Wrong(name, value, $"Write a whole number of {low} or more.");
    }

    public double[] Numbers(string name)
    {
        string value = Text(name);
        double[] numbers = [.. value.Split(',').Select(part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) && n >= 0
                ? n
                : throw Wrong(name, value, "Write numbers of 0 or more, separated by commas."))];
        return numbers.Length > 1 && numbers.Sum() > 0 ? numbers : throw Wrong(name, value, "Two numbers with a positive sum are the least.");
    }

    public string Text(string name)
    {
        _read.Add(name);
        return _given.TryGetValue(name, out string? value) ? value : Parameters.All.Single(p => string.Equals(p.Name, name, StringComparison.Ordinal)).Default;
    }

    /// <summary>A setting without meaning here would be a silent mistake.</summary>
    public void RefuseUnread(string where)
    {
        if (_given.Keys.FirstOrDefault(n => !_read.Contains(n)) is { } unread)
        {
            throw new UserErrorException(
                $"The setting \"{unread}\" means nothing to {where}.",
                $"It understands {string.Join(", ", Parameters.All.Select(p => p.Name).Where(_read.Contains))}.");
        }
    }

    private static UserErrorException Wrong(string name, string value, string remedy) =>
        new($"The setting {name} is \"{value}\".", remedy);
}
