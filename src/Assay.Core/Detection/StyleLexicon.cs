using System.Text;
using Assay.Core.Text;

namespace Assay.Core.Detection;

/// <summary>The words whose rates are measures of style: function words, which topics hardly move, and some marks of register.</summary>
internal static class StyleLexicon
{
    /// <summary>Words that each have a measure of their own.</summary>
    internal static readonly string[] Singles =
    [
        "the", "of", "and", "to", "a", "in", "is", "that", "it", "was", "for", "with", "as", "i", "you", "he", "she", "they", "we",
        "this", "but", "not", "have", "be", "at", "by", "from", "or", "an", "which", "his", "her", "my", "your", "their", "its", "our",
        "there", "can", "will", "would", "could", "if", "when", "because", "so", "than", "more", "just", "also", "these", "those",
        "been", "has", "had", "were", "are", "do", "did", "what", "who", "how", "up", "out", "about", "into", "through", "all", "some", "no", "only",
        "like", "one", "many", "other", "while", "such", "both", "between", "any", "then", "them", "me", "him", "us", "where", "may", "should", "even", "over", "on",
    ];

    /// <summary>Words that share a measure, by its name.</summary>
    internal static readonly (string Name, string Words)[] Groups =
    [
        ("connectives", "however moreover furthermore additionally therefore thus consequently nevertheless nonetheless overall ultimately conclusion firstly secondly finally lastly instead similarly likewise hence meanwhile"),
        ("hedges", "perhaps maybe probably likely possibly somewhat rather quite almost nearly seems seem seemed appears apparently generally typically often usually sometimes"),
        ("intensifiers", "very really so too extremely truly highly incredibly totally absolutely completely especially particularly deeply"),
        ("talk", "said says say told asked replied tell talk yeah yes oh well okay hey know think guess mean"),
        ("plain verbs", "get got go went going come came make made take took put let give gave see saw look looked want wanted need keep kept"),
        ("vague nouns", "thing things stuff lot lots way kind sort bit guy guys people something anything everything nothing"),
        ("essay nouns", "importance role impact challenges opportunities development understanding experience environment community society individuals individual aspects factors benefits potential approach framework insights significance"),
        ("essay verbs", "ensure provide enhance improve explore highlight emphasize foster promote contribute demonstrate address achieve create develop offer allow enable consider remain reflect serve"),
        ("essay adjectives", "important essential significant crucial various unique diverse valuable effective positive negative overall numerous complex vital key major specific potential meaningful"),
        ("time", "now then today yesterday tomorrow ago later soon already still yet before after during since until year years day days week month time"),
        ("negations", "no not never none nothing nobody neither nor without cannot don't didn't doesn't can't won't wasn't isn't"),
        ("numbers", "two three four five six seven eight nine ten hundred thousand million first second third half"),
        ("feelings", "heart felt feel feeling smile smiled tears eyes voice breath whispered sense hope fear love joy"),
    ];

    private const int Slots = 2048;
    private static readonly (ulong Hash, short First, short Second)[] Table = MakeTable();

    /// <summary>The measures that a word counts for: 0-based among singles and then groups; −1 for none.</summary>
    /// <param name="hash">Its hash.</param>
    internal static (int Single, int Group) Find(ulong hash)
    {
        uint slot = (uint)hash & (Slots - 1);
        while (Table[slot].Hash != 0)
        {
            if (Table[slot].Hash == hash)
            {
                return (Table[slot].First, Table[slot].Second);
            }

            slot = (slot + 1) & (Slots - 1);
        }

        return (-1, -1);
    }

    private static (ulong Hash, short First, short Second)[] MakeTable()
    {
        var table = new (ulong Hash, short First, short Second)[Slots];
        for (int i = 0; i < Singles.Length; i++)
        {
            Slot(table, Singles[i]).First = (short)i;
        }

        for (int i = 0; i < Groups.Length; i++)
        {
            foreach (string word in Groups[i].Words.Split(' '))
            {
                Slot(table, word).Second = (short)i;
            }
        }

        return table;
    }

    private static ref (ulong Hash, short First, short Second) Slot((ulong Hash, short First, short Second)[] table, string word)
    {
        ulong hash = HashOf(word);
        uint slot = (uint)hash & (Slots - 1);
        while (table[slot].Hash != 0 && table[slot].Hash != hash)
        {
            slot = (slot + 1) & (Slots - 1);
        }

        if (table[slot].Hash == 0)
        {
            table[slot] = (hash, -1, -1);
        }

        return ref table[slot];
    }

    /// <summary>The hash that <see cref="DetectorTokens"/> gives a word.</summary>
    internal static ulong HashOf(string word)
    {
        WordHash.Stream hash = WordHash.Stream.Start();
        foreach (byte b in Encoding.UTF8.GetBytes(word))
        {
            hash.Append(b, 1);
        }

        return hash.Finish();
    }
}
