package dev.sallyport.action.canonical;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.NumberText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** Values that every scheme has bytes for, and many ways to write each of them. Follows its seed. */
final class RandomJson {
    /** Where orders, escapes and encodings change. */
    private static final int[] BORDERS = {
        0, 8, 9, 10, 12, 13, 0x1f, ' ', '"', '/', '\\', 0x7e, 0x7f, 0x80, 0x7ff, 0x800, 0x2028, 0xd7ff, 0xe000, 0xfdcf,
        0xfdf0, 0xfeff, 0xfffd, 0x10000, 0x1f600, 0x10fffd
    };

    private static final String[] SPACES = {"", "", " ", "\n", "\t", "\r\n  "};

    private final SplittableRandom random;

    RandomJson(long seed) {
        this.random = new SplittableRandom(seed);
    }

    Json value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> JsonNull.NULL;
            case 1 -> JsonBoolean.of(random.nextBoolean());
            case 2 -> new JsonString(text());
            case 3, 4, 5 -> number();
            case 6 -> array(depth - 1);
            default -> object(depth - 1);
        };
    }

    JsonObject object(int depth) {
        var members = new LinkedHashMap<String, Json>();
        for (int i = random.nextInt(20); i > 0; i--) {
            members.put(text(), value(depth));
        }
        return new JsonObject(members);
    }

    private JsonArray array(int depth) {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            items.add(value(depth));
        }
        return new JsonArray(items);
    }

    private JsonNumber number() {
        double value = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(-1000, 1000);
            case 1 -> random.nextLong(-JsonNumber.MAX_SAFE_INTEGER, JsonNumber.MAX_SAFE_INTEGER + 1);
            case 2 -> random.nextInt(-1_000_000, 1_000_000) / 100.0;
            default -> Math.copySign(1e-4 + random.nextDouble() * 1e6, random.nextBoolean() ? 1 : -1);
        };
        return new JsonNumber(value);
    }

    private String text() {
        var out = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            boolean border = random.nextInt(3) == 0;
            out.appendCodePoint(border ? BORDERS[random.nextInt(BORDERS.length)] : random.nextInt('a', 'f'));
        }
        return out.toString();
    }

    /** One of the many documents that denote a value: members in any order, any spaces, any escapes, any exponent. */
    String written(Json value) {
        return space()
                + switch (value) {
                    case JsonObject object -> object(object);
                    case JsonArray array -> array(array);
                    case JsonString string -> quoted(string.value());
                    case JsonNumber number -> number(number.value());
                    case JsonBoolean literal -> Boolean.toString(literal.value());
                    case JsonNull literal -> "null";
                }
                + space();
    }

    private String object(JsonObject object) {
        List<Map.Entry<String, Json>> members = new ArrayList<>(object.members().entrySet());
        Collections.shuffle(members, Random.from(random));
        List<String> out = new ArrayList<>();
        members.forEach(m -> out.add(space() + quoted(m.getKey()) + space() + ":" + written(m.getValue())));
        return "{" + String.join(",", out) + space() + "}";
    }

    private String array(JsonArray array) {
        List<String> out = new ArrayList<>();
        array.items().forEach(item -> out.add(written(item)));
        return "[" + String.join(",", out) + space() + "]";
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }

    private String number(double value) {
        String plain = NumberText.of(value);
        boolean whole = plain.indexOf('.') < 0;
        return switch (random.nextInt(4)) {
            case 0 -> plain + (whole ? ".000" : "00");
            case 1 -> plain + "e0";
            case 2 -> plain + "E-00";
            default -> plain;
        };
    }

    private String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean must = unit < ' ' || unit == '"' || unit == '\\';
            boolean alone = !Character.isSurrogate(unit);
            if (must || (alone && random.nextInt(5) == 0)) {
                String escape = String.format("\\u%04x", (int) unit);
                out.append(
                        random.nextBoolean()
                                ? escape
                                : "\\u" + escape.substring(2).toUpperCase(Locale.ROOT));
            } else {
                out.append(unit);
            }
        }
        return out.append('"').toString();
    }

    /** A document with a few bytes changed, removed, doubled or put in. */
    byte[] mutated(byte[] document) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : document) {
            bytes.add(b);
        }
        for (int i = 1 + random.nextInt(3); i > 0 && !bytes.isEmpty(); i--) {
            int at = random.nextInt(bytes.size());
            switch (random.nextInt(4)) {
                case 0 -> bytes.set(at, (byte) random.nextInt(256));
                case 1 -> bytes.remove(at);
                case 2 -> bytes.add(at, bytes.get(at));
                default -> bytes.add(at, (byte) "{}[]\",:\\u0eE-+.\u0000".charAt(random.nextInt(15)));
            }
        }
        byte[] out = new byte[bytes.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = bytes.get(i);
        }
        return out;
    }
}
