package dev.sallyport.shield.canary;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Ways to write a token so that it does not look like itself; our own, for tests. */
enum Disguise {
    LOWER(true) {
        @Override
        String of(String text, Random random) {
            return text.toLowerCase(Locale.ROOT);
        }
    },
    MIXED_CASE(true) {
        @Override
        String of(String text, Random random) {
            return each(text, c -> random.nextBoolean() ? lower(c) : upper(c));
        }
    },
    LEET(true) {
        @Override
        String of(String text, Random random) {
            return text.replace('O', '0')
                    .replace('I', '1')
                    .replace('E', '3')
                    .replace('A', '4')
                    .replace('S', '5');
        }
    },
    CYRILLIC(true) {
        @Override
        String of(String text, Random random) {
            return text.replace('A', '\u0410')
                    .replace('C', '\u0421')
                    .replace('E', '\u0415')
                    .replace('H', '\u041d');
        }
    },
    FULL_WIDTH(true) {
        @Override
        String of(String text, Random random) {
            return each(text, c -> c > ' ' && c < 127 ? String.valueOf((char) (c + 0xFEE0)) : String.valueOf(c));
        }
    },
    ZERO_WIDTH(true) {
        @Override
        String of(String text, Random random) {
            return each(text, c -> c + "\u200d");
        }
    },
    SPACED(true) {
        @Override
        String of(String text, Random random) {
            return each(text, c -> c + " ");
        }
    },
    DOTTED(true) {
        @Override
        String of(String text, Random random) {
            return each(text, c -> c + ".");
        }
    },
    REVERSED(true) {
        @Override
        String of(String text, Random random) {
            return new StringBuilder(text).reverse().toString();
        }
    },
    ROT13(true) {
        @Override
        String of(String text, Random random) {
            return Glyphs.rot13(text);
        }
    },
    BASE64(false) {
        @Override
        String of(String text, Random random) {
            return Base64.getEncoder().encodeToString(around(text, random));
        }
    },
    BASE64_URL(false) {
        @Override
        String of(String text, Random random) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(around(text, random));
        }
    },
    HEX(false) {
        @Override
        String of(String text, Random random) {
            return hex(text, "", "");
        }
    },
    HEX_SPACED(false) {
        @Override
        String of(String text, Random random) {
            return hex(text, "", " ");
        }
    },
    HEX_PREFIXED(false) {
        @Override
        String of(String text, Random random) {
            return hex(text, "0x", ",");
        }
    },
    PERCENT(false) {
        @Override
        String of(String text, Random random) {
            return hex(text, "%", "");
        }
    },
    ENTITY(false) {
        @Override
        String of(String text, Random random) {
            return each(text, c -> "&#" + (int) c + ";");
        }
    },
    UNICODE(false) {
        @Override
        String of(String text, Random random) {
            return each(text, c -> String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
    },
    BASE32(false) {
        @Override
        String of(String text, Random random) {
            StringBuilder bits = new StringBuilder();
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                bits.append(String.format(Locale.ROOT, "%8s", Integer.toBinaryString(b & 0xff))
                        .replace(' ', '0'));
            }
            bits.append("0".repeat((5 - bits.length() % 5) % 5));
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < bits.length(); i += 5) {
                out.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Integer.parseInt(bits, i, i + 5, 2)));
            }
            return out.toString();
        }
    },
    DECIMAL(false) {
        @Override
        String of(String text, Random random) {
            // Numbers beyond ASCII are written as escapes instead.
            boolean ascii = text.chars().allMatch(c -> c < 127);
            return ascii ? each(text, c -> (int) c + ",") : UNICODE.of(text, random);
        }
    },
    GZIP(false) {
        @Override
        String of(String text, Random random) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }
    },
    DEFLATE(false) {
        @Override
        String of(String text, Random random) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(9, random.nextBoolean()))) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }
    };

    /** One character's part. */
    @FunctionalInterface
    interface Each {
        CharSequence of(char c);
    }

    private final boolean innermost;

    Disguise(boolean innermost) {
        this.innermost = innermost;
    }

    /** Whether it would destroy what an encoding wrote, so that nobody could read it back. */
    boolean innermost() {
        return innermost;
    }

    abstract String of(String text, Random random);

    private static byte[] around(String text, Random random) {
        return ("x".repeat(random.nextInt(4)) + text + "y".repeat(random.nextInt(3))).getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(String text, String before, String between) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            out.append(out.isEmpty() ? "" : between).append(before).append(String.format(Locale.ROOT, "%02x", b));
        }
        return out.toString();
    }

    private static String lower(char c) {
        return String.valueOf(c).toLowerCase(Locale.ROOT);
    }

    private static String upper(char c) {
        return String.valueOf(c).toUpperCase(Locale.ROOT);
    }

    private static String each(String text, Each each) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            out.append(each.of(text.charAt(i)));
        }
        return out.toString();
    }
}
