// What the bundle carries along as bytes (see .build/bundle.mjs).

declare module '*.wasm' {
    const bytes: Uint8Array;
    export default bytes;
}

declare module '*.ttf' {
    const bytes: Uint8Array;
    export default bytes;
}
