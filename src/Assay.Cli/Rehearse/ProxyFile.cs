using Assay.Cli.Lab;
using Assay.Core.Errors;
using Assay.Lab.Experiments;
using Assay.Lab.Models.External;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Cli.Rehearse;

/// <summary>Reads the commands of an external trainer: the file that <c>assay lab run</c> takes, with a third command if the model can score.</summary>
internal static class ProxyFile
{
    private static readonly TimeSpan s_limit = TimeSpan.FromHours(1);

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserErrorException">It is not there, names no external model, or a command lacks what it must use.</exception>
    public static ExternalProxyCommands Read(string path)
    {
        ExperimentSpec spec = ExperimentFile.Read(path);
        if (!string.Equals(spec.Model, "external", StringComparison.Ordinal))
        {
            throw new UserErrorException(new SourceLine(path), $"the model is \"{spec.Model}\".", "A proxy is an external model: write `model: external`, `fit:` and `sample:`.");
        }

        TimeSpan limit = s_limit;
        if (spec.Set.TryGetValue("time-limit", out string? text))
        {
            limit = double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and < 1e7
                ? TimeSpan.FromSeconds(seconds)
                : throw new UserErrorException(new SourceLine(path), $"time-limit is \"{text}\".", "Write seconds above 0.");
        }

        ExternalCommand Command(string name) => spec.Set.TryGetValue(name, out string? command)
            ? new ExternalCommand(name, command, limit)
            : throw new UserErrorException(new SourceLine(path), $"there is no command {name}.", $"Write `{name}: …`.");
        var commands = new ExternalProxyCommands(Command("fit"), Command("sample"), spec.Set.ContainsKey("score") ? Command("score") : null);
        commands.Check();
        return commands;
    }
}
