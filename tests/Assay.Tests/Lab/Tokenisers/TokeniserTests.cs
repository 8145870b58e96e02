using System.Text;
using System.Text.Json.Nodes;
using Assay.Core.Errors;
using Assay.Lab.Tokenisers;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Lab.Tokenisers;

public class TokeniserTests
{
    private static readonly string[] s_texts =
        ["the cat sat on the mat, the cat's hat\n\n sat there.", "Straße 12 und 123 Straßen — the end", "aaaaaa aaaa aaa aa"];

    [Fact]
    public void Any_text_is_written_and_read_back()
    {
        BytePairTokeniser trained = BytePairTrainer.Train(s_texts, 300);
        Prop.ForAll<NonNull<string>>(text =>
        {
            // A lone surrogate is no text: UTF-8 cannot write it.
            string clean = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
            return string.Equals(clean, trained.Decode(trained.Encode(clean)), StringComparison.Ordinal)
                && string.Equals(clean, BytePairTokeniser.Bytes.Decode(BytePairTokeniser.Bytes.Encode(clean)), StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
        Assert.Equal([.. "añ"u8.ToArray().Select(b => (int)b)], BytePairTokeniser.Bytes.Encode("añ"));
    }

    [Fact]
    public void Training_equals_counting_everything_anew_after_each_merge()
    {
        BytePairTokeniser trained = BytePairTrainer.Train(s_texts, 300);

        Assert.Equal(NaiveMerges(s_texts, 300 - 257), trained.Merges);
        Assert.Equal(257 + trained.Merges.Count, trained.Vocabulary);
        Assert.Equal(("a", "a"), trained.Merges[0]);
    }

    [Fact]
    public void Merges_stop_where_no_pair_occurs_twice() => Assert.Equal(258, BytePairTrainer.Train(["abab"], 400).Vocabulary);

    [Fact]
    public void Encoding_merges_in_the_order_of_training()
    {
        // "ab" was learned before "bc": in "abc" it wins.
        var vocabulary = new Dictionary<string, int>(BytePairTrainer.StartingVocabulary()) { ["bc"] = 258, ["ab"] = 257 };
        var tokeniser = new BytePairTokeniser(vocabulary, [("a", "b"), ("b", "c")]);

        Assert.Equal([257, 'c'], tokeniser.Encode("abc"));
        Assert.Equal(['x', 258], tokeniser.Encode("xbc"));
    }

    [Fact]
    public void Words_are_cut_as_GPT_2_cuts_them() => Assert.Equal(
        ["I", "'ll", " be", " 23", "!!", " ", " ok", "\n\n"],
        BytePairTokeniser.Words().Matches("I'll be 23!!  ok\n\n").Select(m => m.Value));

    [Fact]
    public void A_file_is_read_as_it_was_written()
    {
        BytePairTokeniser trained = BytePairTrainer.Train(s_texts, 290);
        var read = (BytePairTokeniser)Again(trained, out JsonNode json);
        Assert.Equal(trained.Merges, read.Merges);
        Assert.Equal(256, read.Boundary);
        Assert.Equal(trained.Encode(s_texts[0]), read.Encode(s_texts[0]));
        Assert.Equal("ByteLevel", json["pre_tokenizer"]!["type"]!.GetValue<string>());
        Assert.Equal(256, json["added_tokens"]![0]!["id"]!.GetValue<int>());

        CharacterTokeniser characters = CharacterTokeniser.Train(["ab😀 b"]);
        ITokeniser again = Again(characters, out _);
        Assert.Equal([1, 2, 3, 0, 2], (int[])[.. again.Encode("ab😀 b").Select(t => t == 3 ? 3 : t)]);
        Assert.Equal("ab😀 b", again.Decode([.. again.Encode("ab😀 b"), again.Boundary]));
        Assert.Equal((5, 4), (again.Vocabulary, again.Boundary));
    }

    [Fact]
    public void Pairs_may_be_written_as_two_strings()
    {
        BytePairTokeniser trained = BytePairTrainer.Train(s_texts, 270);
        Again(trained, out JsonNode json);
        json["model"]!["merges"] = new JsonArray([.. trained.Merges.Select(m => (JsonNode)new JsonArray(m.Left, m.Right))]);

        var read = (BytePairTokeniser)TokeniserFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(json.ToJsonString())), "x");

        Assert.Equal(trained.Merges, read.Merges);
    }

    [Theory]
    [InlineData("{}", "it has no model")]
    [InlineData("[1", "is no tokenizer.json")]
    [InlineData("""{"model":{"type":"Unigram","vocab":{"a":0}}}""", "its model is Unigram")]
    [InlineData("""{"pre_tokenizer":{"type":"ByteLevel"},"model":{"type":"BPE","vocab":{"a":0},"merges":[]}}""", "is missing")]
    [InlineData("""{"pre_tokenizer":{"type":"ByteLevel"},"model":{"type":"BPE","vocab":{"a":7},"merges":[]}}""", "has the number 7")]
    public void Something_else_is_refused(string file, string message) =>
        Assert.Contains(message, Assert.Throws<UserErrorException>(() => TokeniserFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)), "x")).Message);

    [Fact]
    public void A_character_never_seen_is_refused() =>
        Assert.Contains("U+007A", Assert.Throws<UserErrorException>(() => CharacterTokeniser.Train(["abc"]).Encode("abz")).Message);

    private static ITokeniser Again(ITokeniser tokeniser, out JsonNode json)
    {
        using var stream = new MemoryStream();
        tokeniser.Write(stream);
        stream.Position = 0;
        json = JsonNode.Parse(stream)!;
        stream.Position = 0;
        return TokeniserFile.Read(stream, "memory");
    }

    private static List<(string, string)> NaiveMerges(string[] texts, int count)
    {
        List<List<string>> words = [.. texts.SelectMany(t => BytePairTokeniser.Words().Matches(t)).Select(m =>
            Encoding.UTF8.GetBytes(m.Value).Select(b => ByteAlphabet.Of(b).ToString()).ToList())];
        var numbers = BytePairTrainer.StartingVocabulary();
        List<(string, string)> merges = [];
        while (merges.Count < count)
        {
            var first = words.SelectMany(w => w.Zip(w.Skip(1))).GroupBy(p => p)
                .OrderByDescending(g => g.Count()).ThenBy(g => numbers[g.Key.First]).ThenBy(g => numbers[g.Key.Second]).First();
            if (first.Count() < 2)
            {
                break;
            }

            (string Left, string Right) best = first.Key;
            merges.Add(best);
            numbers.TryAdd(best.Left + best.Right, numbers.Count);
            foreach (List<string> word in words)
            {
                for (int i = 0; i + 1 < word.Count; i++)
                {
                    if ((word[i], word[i + 1]) == best)
                    {
                        word[i] += word[i + 1];
                        word.RemoveAt(i + 1);
                    }
                }
            }
        }

        return merges;
    }
}
