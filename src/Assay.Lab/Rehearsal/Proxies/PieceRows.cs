namespace Assay.Lab.Rehearsal.Proxies;

/// <summary>Packs documents into rows of equal length for a transformer: whole words, the rest of a row filled with the boundary.</summary>
internal static class PieceRows
{
    /// <summary>Rows of many documents, one after the other with a boundary between them.</summary>
    /// <param name="pieces">Spells the words.</param>
    /// <param name="documents">The documents.</param>
    /// <param name="copies">How often each is there.</param>
    /// <param name="length">Pieces to a row.</param>
    public static int[][] Of(WordPieces pieces, IReadOnlyList<int[]> documents, ReadOnlySpan<int> copies, int length)
    {
        List<int[]> rows = [];
        int[] row = New(pieces, length);
        int used = 0;
        for (int i = 0; i < documents.Count; i++)
        {
            for (int copy = 0; copy < copies[i]; copy++)
            {
                Put(pieces, documents[i], rows, ref row, ref used);
                used++; // the boundary after the document; it may be the row's last place or the end of a full row
            }
        }

        if (used > 0)
        {
            rows.Add(row);
        }

        return [.. rows];
    }

    private static void Put(WordPieces pieces, int[] document, List<int[]> rows, ref int[] row, ref int used)
    {
        for (int i = 0; i < document.Length;)
        {
            int end = EndOfWord(pieces, document, i);
            int size = 0;
            for (int j = i; j < end; j++)
            {
                size += pieces.Of(document[j]).Length;
            }

            if (used > 0 && used + size > row.Length)
            {
                rows.Add(row);
                (row, used) = (New(pieces, row.Length), 0);
            }

            for (; i < end; i++)
            {
                foreach (int piece in pieces.Of(document[i]))
                {
                    if (used == row.Length) // a word longer than a row
                    {
                        rows.Add(row);
                        (row, used) = (New(pieces, row.Length), 0);
                    }

                    row[used++] = piece;
                }
            }
        }
    }

    /// <summary>The token after a word: a word that the corpus does not know goes on as long as pieces follow that begin none.</summary>
    private static int EndOfWord(WordPieces pieces, int[] document, int start)
    {
        int end = start + 1;
        while (document[start] >= pieces.Words && end < document.Length && document[end] >= pieces.Words && !pieces.IsStart[document[end] - pieces.Words])
        {
            end++;
        }

        return end;
    }

    private static int[] New(WordPieces pieces, int length)
    {
        int[] row = new int[length];
        Array.Fill(row, pieces.Boundary);
        return row;
    }
}
