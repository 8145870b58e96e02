using System.Text;

namespace Assay.Pipeline.Corpora;

/// <summary>The fields of a <see cref="FieldMap"/> by their path, so that a JSON object is walked once.</summary>
internal sealed class FieldTree
{
    private readonly List<FieldBranch> _branches = [];

    private FieldTree()
    {
    }

    /// <summary>For each slot, the one that takes a top-level property whose name is the whole path, dots included; -1 where the path has none.</summary>
    public int[] WholeNameSlots { get; private set; } = [];

    /// <summary>Number of slots: those of <see cref="FieldMap.Names"/>, the text, and those for whole names.</summary>
    public int SlotCount { get; private set; }

    /// <summary>Builds the tree.</summary>
    /// <param name="fields">The fields; the text gets the slot after the last of <see cref="FieldMap.Names"/>.</param>
    public static FieldTree Build(FieldMap fields)
    {
        string[] paths = [.. fields.Names, fields.Text];
        var root = new FieldTree { WholeNameSlots = new int[paths.Length], SlotCount = paths.Length };
        for (int slot = 0; slot < paths.Length; slot++)
        {
            string[] steps = paths[slot].Split('.');
            root.Add(steps, slot);
            root.WholeNameSlots[slot] = -1;
            if (steps.Length > 1)
            {
                root.WholeNameSlots[slot] = root.SlotCount++;
                root.Add([paths[slot]], root.WholeNameSlots[slot]);
            }
        }

        return root;
    }

    /// <summary>The branch of a name.</summary>
    /// <param name="name">Name of a property, without escapes.</param>
    /// <returns>Null when nothing under that name is read.</returns>
    public FieldBranch? Find(ReadOnlySpan<byte> name)
    {
        foreach (FieldBranch branch in _branches) // A dozen names: comparing lengths first beats hashing.
        {
            if (branch.Name.Length == name.Length && name.SequenceEqual(branch.Name))
            {
                return branch;
            }
        }

        return null;
    }

    private void Add(string[] steps, int slot)
    {
        FieldTree tree = this;
        for (int i = 0; i < steps.Length; i++)
        {
            byte[] name = Encoding.UTF8.GetBytes(steps[i]);
            FieldBranch? branch = tree.Find(name);
            if (branch is null)
            {
                branch = new FieldBranch(name);
                tree._branches.Add(branch);
            }

            if (i == steps.Length - 1)
            {
                branch.Slots.Add(slot);
            }
            else
            {
                branch.SlotsBelow.Add(slot);
                tree = branch.Below ??= new FieldTree();
            }
        }
    }
}

/// <summary>What is read under one property name.</summary>
/// <param name="name">The name in UTF-8.</param>
internal sealed class FieldBranch(byte[] name)
{
    /// <summary>The name in UTF-8.</summary>
    public byte[] Name { get; } = name;

    /// <summary>Slots that take the property's own value.</summary>
    public List<int> Slots { get; } = [];

    /// <summary>Slots filled from inside the property's value.</summary>
    public List<int> SlotsBelow { get; } = [];

    /// <summary>What is read inside the property's value; null when nothing is.</summary>
    public FieldTree? Below { get; set; }
}
