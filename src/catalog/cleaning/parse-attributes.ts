import { TroveError, quoted } from '../../shared/errors';
import { PRODUCT_LIMITS } from '../product-limits';
import type { AttributeKind, AttributeValue } from '../product.types';
import { attributeKey, freeAttributeKey } from './attribute-key';
import { parseBoolean } from './parse-boolean';
import { parseNumber } from './parse-number';
import { atMost, cleanTextList, isAbsent, textOf } from './text-list';

export type AttributeMap = Readonly<Record<string, AttributeValue>>;

/**
 * Reads attributes from an object: a text, a number, a boolean, a list of texts, or an `AttributeValue`, by name. Names are
 * brought to one spelling (`attributeKey`); values that are not given are left out.
 *
 * @throws TroveError INVALID_INPUT, TOO_MANY_ITEMS, TEXT_TOO_LONG; the message names the attribute.
 */
export function parseAttributes(value: unknown, clean: (text: string) => string): AttributeMap {
  if (isAbsent(value)) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw notByName(value);
  const entries = atMost(PRODUCT_LIMITS.attributes, Object.entries(value));
  const attributes = new Map<string, AttributeValue>();
  for (const [name, raw] of entries) {
    const read = readAttribute(name, raw, clean);
    if (read) attributes.set(freeAttributeKey(read.key, read.value.kind, attributes), read.value);
  }
  return Object.fromEntries(attributes);
}

interface ReadAttribute {
  readonly key: string;
  readonly value: AttributeValue;
}

function readAttribute(
  name: string,
  raw: unknown,
  clean: (text: string) => string,
): ReadAttribute | null {
  try {
    const value = isAbsent(raw) ? null : attributeValue(raw, clean);
    return value && { key: requiredKey(name), value };
  } catch (error) {
    if (!(error instanceof TroveError)) throw error;
    throw new TroveError(error.code, `Attribute ${quoted(name)}: ${error.message}`, error.details);
  }
}

function requiredKey(name: string): string {
  const key = attributeKey(name, PRODUCT_LIMITS.attributeKey);
  if (key !== '') return key;
  throw new TroveError('INVALID_INPUT', 'its name holds neither a letter nor a digit. Rename it.');
}

/** Null when nothing is left of the value. */
function attributeValue(raw: unknown, clean: (text: string) => string): AttributeValue | null {
  if (typeof raw === 'number') return { kind: 'number', value: parseNumber(raw) };
  if (typeof raw === 'boolean') return { kind: 'boolean', value: raw };
  if (Array.isArray(raw)) return listValue(raw, clean);
  if (typeof raw === 'string') return textValue(raw, clean);
  if (isTyped(raw)) return typedValue(raw, clean);
  throw new TroveError(
    'INVALID_INPUT',
    `${quoted(raw)} is no text, number, boolean or list of texts.`,
  );
}

interface TypedInput {
  readonly kind: AttributeKind;
  readonly value?: unknown;
  readonly values?: unknown;
}

const KINDS: readonly unknown[] = ['text', 'number', 'boolean', 'list'] satisfies AttributeKind[];

function isTyped(raw: unknown): raw is TypedInput {
  return typeof raw === 'object' && raw !== null && 'kind' in raw && KINDS.includes(raw.kind);
}

function typedValue(typed: TypedInput, clean: (text: string) => string): AttributeValue | null {
  const { kind, value } = typed;
  if (kind === 'list') return listValue(typed.values, clean);
  if (isAbsent(value)) return null;
  if (kind === 'number') return { kind, value: parseNumber(value) };
  if (kind === 'boolean') return { kind, value: parseBoolean(value) };
  return textValue(textOf(value), clean);
}

function textValue(raw: string, clean: (text: string) => string): AttributeValue | null {
  const value = clean(raw);
  return value === '' ? null : { kind: 'text', value };
}

function listValue(raw: unknown, clean: (text: string) => string): AttributeValue | null {
  const values = cleanTextList(raw, PRODUCT_LIMITS.attributeValues, clean);
  return values.length === 0 ? null : { kind: 'list', values };
}

function notByName(value: unknown): TroveError {
  return new TroveError(
    'INVALID_INPUT',
    `${quoted(value)} is no set of attributes. Write an object such as {"colour": "black", "weight": 3.5}.`,
  );
}
