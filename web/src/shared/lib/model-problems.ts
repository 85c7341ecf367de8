const OTHERS: ReadonlySet<string> = new Set(["no-model-configured", "spend-cap-reached"]);

/** Whether a failure of this type is mended in the settings of models: another key, address, model or cap. */
export const isMendedInModels = (type: string): boolean => type.startsWith("model-") || OTHERS.has(type);
