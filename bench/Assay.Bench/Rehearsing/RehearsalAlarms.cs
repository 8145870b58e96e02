using System.Globalization;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;
using Assay.Tests.Core.Watching;
using MathNet.Numerics.Distributions;

namespace Assay.Bench.Rehearsing;

/// <summary>How often the alarm of a rehearsal rings in courses in which nothing is lost: each generation's mix is fresh text of the source that the reference comes from.</summary>
internal static class RehearsalAlarms
{
    private const int Generations = 5;
    private const double Rate = 0.01;

    private static readonly (int HeldOut, int Mix)[] s_rows = [(150, 600), (400, 400)]; // documents

    /// <param name="courses">How many of each row.</param>
    /// <param name="only">Documents held out and in a mix, of the only row that is wanted; null for all rows.</param>
    /// <param name="output">Receives the table.</param>
    public static int Run(int courses, (int HeldOut, int Mix)? only, TextWriter output)
    {
        var source = new TopicSource(new RunSeed(5));
        bool holds = true;
        output.WriteLine(FormattableString.Invariant($"{courses} courses a row, {Generations} generations each; the alarm's rate is {Rate:P0} a course"));
        output.WriteLine("| held out | documents of a mix | courses in which it rings | chance of as many or more at the rate |");
        output.WriteLine("|---|---|---|---|");
        foreach ((int heldOut, int mix) in only is { } row ? [row] : s_rows)
        {
            int rung = Enumerable.Range(0, courses).AsParallel().WithDegreeOfParallelism(2).Count(course => Rings(source, heldOut, mix, course));
            double chance = rung == 0 ? 1 : 1 - Binomial.CDF(Rate, courses, rung - 1);
            holds &= chance >= 0.01;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {heldOut} | {mix} | {rung} ({(double)rung / courses:P1}) | {chance:0.000} |"));
            output.Flush();
        }

        return holds ? 0 : 1;
    }

    private static bool Rings(TopicSource source, int heldOut, int mix, int course)
    {
        RunSeed seed = new RunSeed(20261120).For(FormattableString.Invariant($"rehearse/alarms/{heldOut}/{mix}/{course}"));
        var prng = new Prng(seed.For("documents"));
        var alarm = new WatchAlarm([.. source.Numbers(prng, heldOut)], Rate, seed.For("alarm"));
        MixesVerdict verdict = alarm.Judge([.. Enumerable.Range(0, Generations).Select(_ => (IReadOnlyList<int[]>)[.. source.Numbers(prng, mix)])]);
        return verdict.Series.First is not null;
    }
}
