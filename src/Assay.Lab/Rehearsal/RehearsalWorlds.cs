using System.Collections.Concurrent;
using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal;

/// <summary>The world of each replicate: the human text that it holds out, what its mixes are composed from, and the alarm that stands on what it holds out.</summary>
/// <remarks>
/// A world is named by its replicate and never by an arm: the arms of a replicate share it and so are paired, and over replicates an interval
/// covers the choice of held-out text. Safe to call from several threads.
/// </remarks>
/// <param name="split">Puts part of the human text aside, by the randomness of a replicate.</param>
/// <param name="seed">Root of all randomness.</param>
/// <param name="falseAlarmRate">Chance that an alarm rings in a course of fresh human mixes; null for no alarm.</param>
public sealed class RehearsalWorlds(Func<RunSeed, RehearsalCorpus> split, RunSeed seed, double? falseAlarmRate = null)
{
    // What a world costs to make is little beside a generation of a corpus too large for these.
    private const long MostDocumentsKept = 1 << 22;
    private const long MostHeldOutWordsKept = 1 << 21; // an alarm of 60,000 words takes some 20 MB

    private readonly ConcurrentDictionary<int, RehearsalCorpus> _corpora = [];
    private readonly ConcurrentDictionary<int, WatchAlarm> _alarms = [];

    /// <summary>The world whose counts are shown.</summary>
    public RehearsalCorpus First => CorpusOf(0);

    /// <summary>Randomness of a replicate.</summary>
    /// <param name="replicate">From 0.</param>
    public RunSeed SeedOf(int replicate) => seed.For(FormattableString.Invariant($"rehearse/{replicate}"));

    /// <summary>What the mixes of a replicate are composed from, and what its models are judged on.</summary>
    /// <param name="replicate">From 0.</param>
    public RehearsalCorpus CorpusOf(int replicate)
    {
        if (_corpora.TryGetValue(replicate, out RehearsalCorpus? known))
        {
            return known;
        }

        RehearsalCorpus corpus = split(SeedOf(replicate));
        return (_corpora.Count + 1L) * corpus.Texts.Count > MostDocumentsKept ? corpus : _corpora.GetOrAdd(replicate, corpus);
    }

    /// <summary>The alarm of a replicate; null for none.</summary>
    /// <param name="replicate">From 0.</param>
    public IMixAlarm? AlarmOf(int replicate)
    {
        if (falseAlarmRate is not { } rate)
        {
            return null;
        }

        WatchAlarm Make() => new(CorpusOf(replicate).HeldOut, rate, SeedOf(replicate).For("alarm"));
        long words = CorpusOf(replicate).HeldOut.Sum(document => (long)document.Length);
        return (_alarms.Count + 1L) * words > MostHeldOutWordsKept ? Make() : _alarms.GetOrAdd(replicate, _ => Make());
    }
}
