namespace Assay.Pipeline.Inspection;

/// <summary>What a source's records say about who wrote them, and the claims that the user may make: as comments, never as claims.</summary>
internal static class StarterClaims
{
    private const string Indent = "    ";
    private const int ValuesListed = 4;

    /// <summary>The lines that close a source.</summary>
    /// <param name="source">The source.</param>
    public static IEnumerable<string> Lines(InspectedSource source)
    {
        IEnumerable<string> lines = source.IsMostlySynthetic ? Synthetic(source) : Unproven(source);
        return source.Guess.Of("license") is null ? lines.Append($"{Indent}# license: SPDX-EXPRESSION     # of documents that state none") : lines;
    }

    private static IEnumerable<string> Synthetic(InspectedSource source)
    {
        string said = source.SpeaksForItself
            ? $"{(source.Records == 1 ? "The record looked at says that a model wrote it" : $"All {source.Records:N0} records looked at say that a model wrote them")}, and that counts. For any that does not say so:"
            : $"{Said(source)} If they are of the same kind:";
        foreach (string line in YamlText.Comment(Indent, said))
        {
            yield return line;
        }

        yield return $"{Indent}# origin: synthetic";
        if (source.Guess.Of("model") is { HasMoreValues: false, Values: [var model] })
        {
            yield return $"{Indent}# model: {YamlText.Scalar(model.Value)}";
        }

        yield return source.Guess.Of("depth") is { Values: [{ Value: not "0" } depth] }
            ? $"{Indent}# depth: {depth.Value}"
            : $"{Indent}# depth: 1                     # models between the text and a person";
    }

    /// <summary>What makes the share of a source measurable that nobody vouches for.</summary>
    private static string Calibration => $"{Indent}# calibration: {{ human: [known-human.jsonl], machine: [known-machine.jsonl] }} # measures how much of it is machine-made";

    private static IEnumerable<string> Unproven(InspectedSource source)
    {
        string era = InspectedSource.ModelEra.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        if (source.Guess.Of("created") is not { LastDay: { } last } created)
        {
            return
            [
                .. YamlText.Comment(Indent, Said(source)),
                $"{Indent}# origin: human                # or synthetic, or mixed; human needs one of the next two",
                $"{Indent}# published-before: {era} # all of it is older than this day",
                $"{Indent}# vouched-by: NAME             # someone answers for it",
                Calibration,
                $"{Indent}# assume-synthetic: 0.5        # or a guess on the high side, shown as an assumption in every report",
            ];
        }

        string dates = created.Present == source.Records ? "Every date looked at" : $"Every date looked at (in {created.Present:N0} of {Amounts.Count(source.Records, "record")})";
        return last < InspectedSource.ModelEra
            ?
            [
                .. YamlText.Comment(Indent, $"{Said(source)} {dates} lies before {era}, the day from which text may be machine-made (model-era). If that holds for all of it, and people wrote it, say so; an anchor never leaves the mix:"),
                $"{Indent}# origin: human",
                $"{Indent}# published-before: {era}",
                $"{Indent}# anchor: true",
            ]
            :
            [
                .. YamlText.Comment(Indent, $"{Said(source)} Its dates go on to {YamlText.Show(created.LastDate)}, past {era}, the day from which text may be machine-made (model-era). If people wrote all of it, someone has to answer for that; if nobody knows, a guess on the high side:"),
                $"{Indent}# origin: human",
                $"{Indent}# vouched-by: NAME",
                Calibration,
                $"{Indent}# assume-synthetic: 0.5        # shown as an assumption in every report",
            ];
    }

    /// <summary>What the records say of themselves.</summary>
    private static string Said(InspectedSource source)
    {
        string model = source.Guess.Of("model") is { HasMoreValues: false } field
            ? $" ({string.Join(", ", field.Values.Take(ValuesListed).Select(pair => YamlText.Show(pair.Value)))}{(field.Values.Count > ValuesListed ? ", …" : "")})"
            : "";
        string records = Amounts.Count(source.Records, "record");
        string synthetic = source.DeclaredSynthetic > 0 ? $"{source.DeclaredSynthetic:N0} of {records} say that a model wrote them{model}, and that counts. " : "";
        return synthetic + (source.DeclaredHuman, source.DeclaredSynthetic) switch
        {
            ( > 0, _) => $"{source.DeclaredHuman:N0} of {records} call themselves human; that alone is no evidence, because anyone can say so.",
            (_, > 0) => "Of the others nothing tells who wrote them.",
            _ when source.IsText => "Plain text has no fields: what you know of it stands here.",
            _ => "Nothing in the records tells who wrote them.",
        };
    }
}
