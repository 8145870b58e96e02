namespace Assay.Lab.Models;

/// <summary>Points of two classes with the labels that somebody gave them.</summary>
/// <param name="Points">The points.</param>
/// <param name="Labels">The label given to each, +1 or −1.</param>
/// <param name="Classes">The class that each was drawn from, +1 or −1.</param>
public sealed record LabelledPoints(Points Points, sbyte[] Labels, sbyte[] Classes);
