namespace Assay.Lab.Models;

/// <summary>Independent draws of numbered events: words of a unigram, states, ranks.</summary>
/// <param name="Values">The event of each draw, from 0.</param>
public sealed record Draws(int[] Values)
{
    /// <summary>How often each event was drawn.</summary>
    /// <param name="types">Number of events that can occur.</param>
    public long[] Counts(int types)
    {
        long[] counts = new long[types];
        foreach (int value in Values)
        {
            counts[value]++;
        }

        return counts;
    }
}
