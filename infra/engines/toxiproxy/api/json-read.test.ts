import { expect, test } from 'vitest';
import { parseFirstJson } from './json-parse.ts';
import { readStruct, type StructShape } from './json-read.ts';

const shape: StructShape = {
  valueType: 'toxics.Thing',
  owner: 'Thing',
  fields: { name: 'string', on: 'bool', rate: 'int64', toxicity: 'float32' },
};
const read = (text: string) => readStruct(parseFirstJson(text), shape);

test('members match in any case, null and unknown ones change nothing, the last of several wins', () => {
  expect(read('{"NAME":"a","on":null,"x":[1],"rate":1,"Rate":2}')).toEqual({ name: 'a', rate: 2 });
  expect(read('null')).toEqual({});
});

test('a toxicity is a 32-bit float and prints as the shortest number that names it', () => {
  expect(read('{"toxicity":0.3}')).toEqual({ toxicity: 0.3 });
  expect(read('{"toxicity":-0.123456789}')).toEqual({ toxicity: -0.12345679 });
});

test.each([
  ['[]', 'json: cannot unmarshal array into Go value of type toxics.Thing'],
  ['{"name":{}}', 'json: cannot unmarshal object into Go struct field Thing.name of type string'],
  ['{"on":1.5}', 'json: cannot unmarshal number into Go struct field Thing.on of type bool'],
  ['{"rate":1.5}', 'json: cannot unmarshal number 1.5 into Go struct field Thing.rate of type int64'],
  ['{"rate":1e3}', 'json: cannot unmarshal number 1e3 into Go struct field Thing.rate of type int64'],
  ['{"rate":9223372036854775808}', 'json: cannot unmarshal number 9223372036854775808 into Go struct field Thing.rate of type int64'],
  ['{"toxicity":1e40}', 'json: cannot unmarshal number 1e40 into Go struct field Thing.toxicity of type float32'],
])('%s is refused in the words of Go', (text, message) => {
  expect(() => read(text)).toThrow(new Error(message));
});
