using System.Collections.Concurrent;
using System.Globalization;
using Assay.Pipeline.Runs;
using Spectre.Console;

namespace Assay.Cli;

/// <summary>Shows a run's progress: bars with rate and time left for a person, one line a step otherwise.</summary>
internal static class RunProgress
{
    /// <summary>Runs something that takes long.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="work">The work.</param>
    public static T Show<T>(Terminal terminal, Func<IRunProgress, T> work)
    {
        if (!terminal.IsInteractive)
        {
            return work(new PlainProgress(terminal));
        }

        T? result = default;
        IAnsiConsole console = terminal.Status();
        var units = new ConcurrentDictionary<int, string>();
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RateColumn(units), new RemainingTimeColumn())
            .Start(context => result = work(new LiveProgress(console, context, units)));
        return result!;
    }

    /// <summary>An amount in a step's unit.</summary>
    public static string Amount(double amount, string unit) => string.Equals(unit, "bytes", StringComparison.Ordinal)
        ? amount switch
        {
            >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{amount / 1e9:0.0} GB"),
            >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{amount / 1e6:0.0} MB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{amount / 1e3:0.0} KB"),
        }
        : string.Create(CultureInfo.InvariantCulture, $"{amount.ToString(amount is > 0 and < 10 && amount != Math.Floor(amount) ? "N1" : "N0", CultureInfo.InvariantCulture)} {unit}");

    private sealed class PlainProgress(Terminal terminal) : IRunProgress
    {
        private readonly Lock _gate = new();
        private string _name = "";
        private string _unit = "";
        private long _done;
        private long _started;

        public void StepStarted(string name, long total, string unit)
        {
            (_name, _unit, _done, _started) = (name, unit, 0, terminal.Time.GetTimestamp());
        }

        public void Advanced(long amount) => Interlocked.Add(ref _done, amount);

        public void StepFinished()
        {
            TimeSpan elapsed = terminal.Time.GetElapsedTime(_started);
            Note(_done == 0 ? $"{_name}: nothing to do" : string.Create(CultureInfo.InvariantCulture, $"{_name}: {Amount(_done, _unit)} in {elapsed.TotalSeconds:0.0} s"));
        }

        public void Note(string line)
        {
            lock (_gate)
            {
                terminal.Errors.WriteLine(line);
            }
        }
    }

    private sealed class LiveProgress(IAnsiConsole console, ProgressContext context, ConcurrentDictionary<int, string> units) : IRunProgress
    {
        private ProgressTask? _task;

        public void StepStarted(string name, long total, string unit)
        {
            _task = context.AddTask(name, new ProgressTaskSettings { MaxValue = Math.Max(total, 1) });
            units[_task.Id] = unit;
        }

        public void Advanced(long amount) => _task?.Increment(amount);

        public void StepFinished()
        {
            if (_task is { } task)
            {
                task.Value = task.MaxValue;
                task.StopTask();
            }
        }

        public void Note(string line) => console.WriteLine(line);
    }

    /// <summary>Amount per second, in the unit of each step.</summary>
    private sealed class RateColumn(ConcurrentDictionary<int, string> units) : ProgressColumn
    {
        public override Spectre.Console.Rendering.IRenderable Render(Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Speed is { } speed && units.TryGetValue(task.Id, out string? unit) ? $"{Amount(speed, unit)}/s" : "", new Style(Color.Grey)).RightJustified();
    }
}
