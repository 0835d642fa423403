// The registry of likelihood families, in the order users see them.

export const familyIds = ['bernoulli', 'normal'] as const;
