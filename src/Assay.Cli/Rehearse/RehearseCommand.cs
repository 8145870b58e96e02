using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;
using Assay.Lab.Rehearsal.Proxies;
using Assay.Lab.Results;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Report;

namespace Assay.Cli.Rehearse;

/// <summary><c>assay rehearse</c>: generations of small models on a policy's own mixes, before paying for large ones.</summary>
internal static class RehearseCommand
{
    private const string SetRemedy = "--set name=value";

    public static Command Create(Terminal terminal)
    {
        var policies = new Argument<string[]>("policy") { HelpName = "POLICY.yaml", Description = "The policies, side by side.", Arity = ArgumentArity.OneOrMore };
        var generations = new Option<int>("--generations") { HelpName = "G", Description = "Generations after the first model.", DefaultValueFactory = _ => 5 };
        var replicates = new Option<int>("--replicates") { HelpName = "R", Description = "Repetitions of each arm, paired by seed.", DefaultValueFactory = _ => 10 };
        var proxy = new Option<string>("--proxy") { HelpName = "NAME|FILE.yaml", Description = "What stands for the model: ngram, gpt-s, gpt-m, gpt-l, or a file with the commands of a trainer of your own.", DefaultValueFactory = _ => "ngram" };
        var set = new Option<string[]>("--set") { HelpName = "name=value", Description = "How the generations go on, for instance temperature=0.8.", AllowMultipleArgumentsPerToken = true };
        var vary = new Option<string[]>("--vary") { HelpName = "name=a,b,c", Description = "Rehearse at each of these values too, for instance proxy=ngram-1,ngram-2,gpt-s.", AllowMultipleArgumentsPerToken = true };
        var worth = new Option<bool>("--worth") { Description = "Measure what more human text buys, and what it exchanges for." };
        var safeShare = new Option<bool>("--safe-share") { Description = "Search the largest synthetic share that is safe." };
        var tolerance = new Option<double>("--tolerance") { HelpName = "BITS", Description = "Rise of the held-out loss that is still safe, in bits per token.", DefaultValueFactory = _ => 0.05 };
        var alarmRate = new Option<double>("--alarm-rate") { HelpName = "P", Description = "Probability of an alarm that is still safe.", DefaultValueFactory = _ => 0.2 };
        var heldOut = new Option<double>("--held-out") { HelpName = "SHARE", Description = "Share of the human documents that models are judged on.", DefaultValueFactory = _ => 0.15 };
        var budget = new Option<TimeSpan?>("--budget") { HelpName = "TIME", Description = "Stop searching after this time, for instance 90s, 20m or 8h.", CustomParser = Time };
        var seed = new Option<ulong>("--seed") { HelpName = "N", Description = "Root of all randomness.", DefaultValueFactory = _ => 42 };
        var workers = new Option<int>("--workers") { HelpName = "N", Description = "Threads; the numbers do not depend on them.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var output = new Option<string>("--out") { HelpName = "FOLDER", Description = "Where finished replicates, result.json and report.html go.", DefaultValueFactory = _ => "rehearsal" };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON (assay/rehearse/1)." };
        var command = new Command("rehearse", """
            Run a policy through generations of small models before paying for large ones.

            Each generation composes its training mix as `assay mix` would, trains a proxy on it, and lets it write the next generation's
            synthetic text. A run that was stopped goes on where it stopped.

            Examples:
              assay rehearse policy.yaml
              assay rehearse policy.yaml stricter.yaml --generations 8 --safe-share --tolerance 0.02 --budget 20m
              assay rehearse policy.yaml --set contamination=web detection-rate=0.6 --vary temperature=0.7,0.85,1
              assay rehearse policy.yaml --proxy gpt-s --generations 3 --replicates 3
            """) { policies, generations, replicates, proxy, set, vary, worth, safeShare, tolerance, alarmRate, heldOut, budget, seed, workers, output, json };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () => Run(
                terminal,
                new RehearseOptions
                {
                    Policies = parsed.GetRequiredValue(policies),
                    Generations = parsed.GetValue(generations),
                    Replicates = parsed.GetValue(replicates),
                    Settings = Settings(parsed.GetRequiredValue(proxy), parsed.GetValue(set) ?? []),
                    SetNames = [.. (parsed.GetValue(set) ?? []).Select(text => Pair(text, SetRemedy).Name)],
                    Variations = [.. (parsed.GetValue(vary) ?? []).SelectMany(Values)],
                    MeasureWorth = parsed.GetValue(worth),
                    FindSafeShare = parsed.GetValue(safeShare),
                    Tolerance = parsed.GetValue(tolerance),
                    AlarmRate = parsed.GetValue(alarmRate),
                    HeldOut = parsed.GetValue(heldOut),
                    Budget = parsed.GetValue(budget),
                    Seed = new RunSeed(parsed.GetValue(seed)),
                    Workers = parsed.GetValue(workers),
                    Out = parsed.GetRequiredValue(output),
                    Json = parsed.GetValue(json),
                },
                cancellationToken),
            cancellationToken));
        return command;
    }

    private static ArmSettings Settings(string proxy, string[] set)
    {
        if (!ProxyNames.IsKnown(proxy) && ProxyNames.Order(proxy) is null)
        {
            throw new UserErrorException(
                $"There is no proxy \"{proxy}\".{DidYouMean.Suggest(proxy, ProxyNames.All)}",
                $"Proxies are {string.Join(", ", ProxyNames.All)}, ngram-1 to ngram-5, or a .yaml file with the commands fit and sample.");
        }

        return set.Aggregate(new ArmSettings().With("proxy", proxy), (settings, text) => Pair(text, SetRemedy) is var (name, value) ? settings.With(name, value) : settings);
    }

    private static IEnumerable<(string Name, string Value)> Values(string text)
    {
        (string name, string values) = Pair(text, "--vary name=a,b,c");
        return values.Split(',').Select(value =>
        {
            _ = new ArmSettings().With(name, value); // Wrong values are known before the first replicate.
            return (name, value);
        });
    }

    private static (string Name, string Value) Pair(string text, string remedy) => text.Split('=') is [{ Length: > 0 } name, { Length: > 0 } value]
        ? (name, value)
        : throw new UserErrorException($"\"{text}\" sets nothing.", $"Write {remedy}.");

    private static TimeSpan? Time(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        double seconds = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (seconds > 0 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount) && amount > 0)
        {
            return TimeSpan.FromSeconds(seconds * amount);
        }

        argument.AddError($"--budget is \"{text}\". Write a number with s, m or h, for instance 20m.");
        return null;
    }

    private static int Run(Terminal terminal, RehearseOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        RehearsalDocument document = RunProgress.Show(terminal, progress => new RehearseRun(options, progress, terminal.Time).Run(cancellationToken));
        byte[] result = ResultJson.Write(document);
        AtomicFile.Write(Path.Combine(options.Out, "report.html"), Encoding.UTF8.GetBytes(ReportPage.Render("Assay rehearsal", Encoding.UTF8.GetString(result))));
        AtomicFile.Write(Path.Combine(options.Out, "result.json"), result);
        if (options.Json)
        {
            terminal.Output.Write(Encoding.UTF8.GetString(result));
        }
        else
        {
            RehearseSummary.Print(terminal.Output, document, options.Out);
        }

        return ExitCode.Done;
    }
}
