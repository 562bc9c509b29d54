// The data of the page as Python has packed them (src/echelon/report/packing.py), unpacked.

type Packed = { readonly [key: string]: unknown };

export function unpacked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpacked);
  if (typeof value !== "object" || value === null) return value;
  const object = value as Packed;
  if ("$texts" in object) {
    const texts = object["$texts"] as string[];
    return (object["at"] as number[]).map((row) => texts[row]);
  }
  if ("$rows" in object) {
    const columns = Object.entries(object["columns"] as Packed).map(([key, values]) => [key, unpacked(values) as unknown[]] as const);
    return Array.from({ length: object["$rows"] as number }, (_, row) => Object.fromEntries(columns.map(([key, values]) => [key, values[row]])));
  }
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, unpacked(inner)]));
}
