declare module "node:fs" {
  export function readFileSync(path: string): Uint8Array;
}
declare const process: { readonly env: Readonly<Record<string, string | undefined>>; readonly argv: readonly string[] };
