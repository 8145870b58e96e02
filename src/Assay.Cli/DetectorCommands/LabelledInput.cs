using System.CommandLine;
using Assay.Core.Detection;
using Assay.Core.Errors;
using Assay.Pipeline.Detection;

namespace Assay.Cli.DetectorCommands;

/// <summary>The options that say where labelled documents lie and which fields carry what.</summary>
internal sealed class LabelledInput
{
    private readonly Option<string[]> _human = new("--human") { HelpName = "FILE", Description = "Files of human text alone; they need no label.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _machine = new("--machine") { HelpName = "FILE", Description = "Files of machine text alone; they need no label.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _text = Field("text", "the text");
    private readonly Option<string> _label = Field("label", "human or machine");
    private readonly Option<string> _source = Field("source", "what leave-one-source-out leaves out; the file's name where a record has none");
    private readonly Option<string> _generator = Field("generator", "what wrote it");
    private readonly Option<string> _domain = Field("domain", "what kind of text it is");
    private readonly Option<string> _lang = Field("lang", "its language");
    private readonly Option<string> _license = Field("license", "its licence");
    private readonly Option<string> _attack = Field("attack", "what was done to it to deceive detectors; none for nothing");
    private readonly Option<string> _group = Field("group", "the prompt or pair that binds documents together");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _human, _machine, _text, _label, _source, _generator, _domain, _lang, _license, _attack, _group })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads what the command line names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="paths">Labelled files.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public IReadOnlyList<LabelledDocument> Read(ParseResult parsed, string[] paths, CancellationToken cancellationToken)
    {
        var fields = new LabelledFields
        {
            Text = parsed.GetRequiredValue(_text),
            Label = parsed.GetRequiredValue(_label),
            Source = parsed.GetRequiredValue(_source),
            Generator = parsed.GetRequiredValue(_generator),
            Domain = parsed.GetRequiredValue(_domain),
            Language = parsed.GetRequiredValue(_lang),
            License = parsed.GetRequiredValue(_license),
            Attack = parsed.GetRequiredValue(_attack),
            Group = parsed.GetRequiredValue(_group),
        };
        string folder = Directory.GetCurrentDirectory();
        List<LabelledDocument> documents = [];
        foreach ((string[] files, bool? isMachine) in new (string[], bool?)[] { (paths, null), (parsed.GetValue(_human) ?? [], false), (parsed.GetValue(_machine) ?? [], true) })
        {
            if (files.Length > 0)
            {
                documents.AddRange(LabelledFiles.Read(folder, files, fields, isMachine, cancellationToken));
            }
        }

        return documents.Count > 0
            ? documents
            : throw new UserErrorException("No labelled text was named.", "Name files whose records say \"label\": \"human\" or \"machine\", or use --human and --machine.");
    }

    private static Option<string> Field(string name, string description) =>
        new($"--{name}-field") { HelpName = "NAME", Description = $"Field with {description}.", DefaultValueFactory = _ => name };
}
