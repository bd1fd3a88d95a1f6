/** The form of a bundle of recommenders: what is asked of it and how. Another form is another name, and needs another training. */
export const RECOMMENDER_SET = 'recommenders-1';
