// The few pieces of Node that this package uses, typed here so that the compiler is its only development dependency.

declare module "node:crypto" {
  export interface Hash {
    update(data: Uint8Array | string): Hash;
    digest(): Uint8Array;
    digest(encoding: "hex"): string;
  }
  export interface KeyObject {
    readonly type: string;
  }
  export function createHash(algorithm: "sha256"): Hash;
  export function createPublicKey(key: { key: Uint8Array; format: "der"; type: "spki" }): KeyObject;
  export function verify(algorithm: null, data: Uint8Array, key: KeyObject, signature: Uint8Array): boolean;
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;
  export function randomUUID(): string;
}

declare module "node:buffer" {
  export interface Buffer extends Uint8Array {
    toString(encoding?: "base64" | "hex" | "latin1", start?: number, end?: number): string;
    equals(other: Uint8Array): boolean;
  }
  export const Buffer: {
    from(text: string, encoding: "base64" | "hex"): Buffer;
    from(buffer: ArrayBufferLike, offset: number, length: number): Buffer;
    concat(parts: readonly Uint8Array[]): Buffer;
  };
}

declare module "node:process" {
  interface Input extends AsyncIterable<Uint8Array> {}
  interface Output {
    write(text: string, done: () => void): boolean;
  }
  const process: { readonly stdin: Input; readonly stdout: Output };
  export default process;
}
