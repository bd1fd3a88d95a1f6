/** The release of ONNX Runtime (MIT) that runs sentence encoders. */
export const ONNX_RUNTIME_VERSION = '1.30.0';

/** The interface of native modules that the release is built for; every supported Node has it. */
export const NATIVE_INTERFACE = 'napi-v6';

/** Its packages, and the SHA-512 that npm's archives of them must have, in base64. */
export const ONNX_RUNTIME_PACKAGES: readonly { readonly name: string; readonly sha512: string }[] =
  [
    {
      name: 'onnxruntime-common',
      sha512:
        '7fdVWjAID1dVhH/G8qK3APARunV4VkBFoCQAP7qp4Wkab0mrorvmc+sqiT+mKXOzDqdjN5j+/Z9nb4gzNPWcyA==',
    },
    {
      name: 'onnxruntime-node',
      sha512:
        'twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw==',
    },
  ];
