using Assay.Core.Language;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Tests.Lab.Rehearsal.Proxies;

public sealed class WordPiecesTests
{
    private readonly Vocabulary _vocabulary = new();
    private readonly WordPieces _pieces;
    private readonly int[] _document;

    public WordPiecesTests()
    {
        _document = _vocabulary.Encode("The miller counted his bread, counted it again, and the naïve x_1 miller sang 𝔞.");
        _pieces = new WordPieces(_vocabulary, [_document, _document], 300);
    }

    [Fact]
    public void Words_come_back_from_their_pieces() =>
        Assert.Equal(_document, _pieces.Tokens(_document.SelectMany(word => _pieces.Of(word).ToArray()).ToArray()));

    [Fact]
    public void A_boundary_ends_a_word_and_is_no_word()
    {
        int[] first = _pieces.Of(_document[0]).ToArray(), second = _pieces.Of(_document[1]).ToArray();

        Assert.Equal(_document[..2], _pieces.Tokens([_pieces.Boundary, .. first, _pieces.Boundary, .. second, _pieces.Boundary]));
    }

    [Fact]
    public void A_word_that_the_corpus_does_not_know_stands_as_pieces_and_is_never_counted_as_a_word()
    {
        int[] tokens = _pieces.Encode("The millers sang.");

        Assert.Equal(_document[0], tokens[0]);
        Assert.Equal(_vocabulary.Lookup("sang")[0], tokens[^1]);
        Assert.All(tokens[1..^1], token => Assert.InRange(token, _pieces.Words, _pieces.Words + _pieces.Pieces - 1));
        Assert.Equal("the millers sang", _pieces.Text(tokens));
        Assert.Equal(tokens, _pieces.Tokens(tokens.SelectMany(token => _pieces.Of(token).ToArray()).ToArray()));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(64)]
    public void Rows_hold_every_piece_in_order_and_break_no_word(int length)
    {
        int[] unknown = _pieces.Encode("unheard of");
        int[][] rows = PieceRows.Of(_pieces, [_document, unknown, []], [2, 1, 1], length);

        Assert.All(rows, row => Assert.Equal(length, row.Length));
        int[] expected = [.. ((int[])[.. _document, .. _document, .. unknown]).SelectMany(token => _pieces.Of(token).ToArray())];
        Assert.Equal(expected, rows.SelectMany(row => row).Where(piece => piece != _pieces.Boundary));
        if (length == 64)
        {
            Assert.All(rows, row => Assert.True(_pieces.IsStart[row[0]]));
        }
    }

    [Fact]
    public void Documents_are_parted_by_a_boundary()
    {
        int[][] rows = PieceRows.Of(_pieces, [[_document[0]], [_document[1]]], [1, 1], 64);

        Assert.Equal(_pieces.Boundary, Assert.Single(rows)[_pieces.Of(_document[0]).Length]);
    }
}
