// The registry of generated data sets, in the order users see them.

export const datasetIds = ['two-moons', 'linear-gaussian', 'shapes', 'stroke-digits'] as const;
