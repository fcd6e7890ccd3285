// Reads objects through a gateway with one of Node.js' S3 clients, and prints what it got as JSON.
//
// node read.mjs sdk|minio URL KEY_ID SECRET KEY...

import { createHash } from "node:crypto";
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { Client } from "minio";

const [kind, url, keyId, secret, ...keys] = process.argv.slice(2);
const [FIRST, LAST] = [1000, 70_000];
const BUCKET = "files";

async function digest(stream) {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of stream) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: hash.digest("hex") };
}

function sdk() {
  const client = new S3Client({
    endpoint: url,
    region: "us-east-1",
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: keyId, secretAccessKey: secret },
  });
  const get = async (Key, Range) => (await client.send(new GetObjectCommand({ Bucket: BUCKET, Key, Range }))).Body;
  return {
    whole: (key) => get(key),
    part: (key) => get(key, `bytes=${FIRST}-${LAST}`),
    size: async (key) => (await client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: key }))).ContentLength,
    keys: async () => (await client.send(new ListObjectsV2Command({ Bucket: BUCKET }))).Contents.map((item) => item.Key),
    missing: async () => get("no-such-key").then(() => "", (error) => error.name),
  };
}

function minio() {
  const { hostname, port } = new URL(url);
  const client = new Client({
    endPoint: hostname,
    port: Number(port),
    useSSL: false,
    accessKey: keyId,
    secretKey: secret,
    region: "us-east-1",
  });
  return {
    whole: (key) => client.getObject(BUCKET, key),
    part: (key) => client.getPartialObject(BUCKET, key, FIRST, LAST - FIRST + 1),
    size: async (key) => (await client.statObject(BUCKET, key)).size,
    keys: async () => {
      const found = [];
      for await (const item of client.listObjectsV2(BUCKET, "", true)) found.push(item.name);
      return found;
    },
    missing: async () => client.getObject(BUCKET, "no-such-key").then(() => "", (error) => error.code),
  };
}

const reader = kind === "sdk" ? sdk() : minio();
const objects = {};
for (const key of keys) {
  objects[key] = {
    whole: await digest(await reader.whole(key)),
    part: await digest(await reader.part(key)),
    size: await reader.size(key),
  };
}
console.log(JSON.stringify({ objects, keys: await reader.keys(), missing: await reader.missing() }));
process.exit(0);
