package dev.sallyport.bench.shield;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What a tool answers when nothing is wrong, in so many characters; the same ones in every run. */
enum CleanResult {
    /** A manual in English, one string. */
    PROSE {
        @Override
        Json of(int characters) {
            return new JsonString(words(
                    characters,
                    " ",
                    "the gateway reads a request and answers with what the policy"
                            + " says of it; every token of the parser has a key in the map. See https://docs.example.org/guide/page-12#use"
                            + " for the password reset flow, or write to the authors. Some pages were moved in 2026, others are being"
                            + " merged: their readers should follow the links, which last longer than any title does. Costs are"
                            + " 1,204.50 EUR a year for up to forty people (plus tax)."));
        }
    },
    /** A list of records with short members. */
    JSON {
        @Override
        Json of(int characters) {
            Random random = new Random(11);
            List<Json> rows = new ArrayList<>();
            for (int left = characters; left > 0; left -= ROW) {
                int id = 10_000 + random.nextInt(80_000);
                rows.add(JsonObject.builder()
                        .put("id", "task-" + id)
                        .put(
                                "title",
                                words(
                                        24 + random.nextInt(12),
                                        " ",
                                        "Quarterly report of the northern desk and its risks"))
                        .put("updated", "2026-11-" + (10 + random.nextInt(20)) + "T20:10:00Z")
                        .put("assignee", random.nextBoolean() ? "dana" : "robin.meyer")
                        .put("done", random.nextBoolean())
                        .put("link", "https://tasks.example.org/t/" + id)
                        .build());
            }
            return JsonObject.builder()
                    .put("items", new JsonArray(rows))
                    .put("total", rows.size())
                    .build();
        }
    },
    /** A file of a program, one string. */
    CODE {
        @Override
        Json of(int characters) {
            return new JsonString(
                    words(
                            characters,
                            "\n",
                            "public static final int LIMIT = 40;|    private final List<Item> items;|"
                                    + "        return items.stream().map(Item::name).filter(n -> !n.isEmpty()).toList();|    }|| * @param token what the"
                                    + " lexer read last|        if (password == null \\|\\| password.length() < MIN_LENGTH) {|            throw new"
                                    + " IllegalArgumentException(\"too short\");|    // INVARIANT: keys are sorted|import java.util.Map;|"
                                    + "        int hash = 31 * key.hashCode() + (value & 0xff);|    @Override|    public boolean equals(Object o) {"));
        }
    },
    /** A record with pictures and digests, nearly all of it digits of base 64 and 16. */
    BASE64 {
        @Override
        Json of(int characters) {
            Random random = new Random(13);
            List<Json> files = new ArrayList<>();
            for (int left = characters; left > 0; left -= BLOB) {
                byte[] bytes = new byte[(Math.min(left, BLOB) - 100) * 3 / 4];
                byte[] digest = new byte[32];
                random.nextBytes(bytes);
                random.nextBytes(digest);
                files.add(JsonObject.builder()
                        .put("name", "picture-" + files.size() + ".png")
                        .put("sha256", java.util.HexFormat.of().formatHex(digest))
                        .put("content", Base64.getEncoder().encodeToString(bytes))
                        .build());
            }
            return new JsonArray(files);
        }
    },
    /** Text in Chinese, Russian, Arabic and Hindi, one string. */
    NON_LATIN {
        @Override
        Json of(int characters) {
            return new JsonString(words(
                    characters,
                    " ",
                    "会议定于周三下午在三楼举行。 请各部门提前准备材料， Отчёт за третий квартал"
                            + " готов и отправлен в отдел продаж. Следующая встреча состоится в среду, подробности в письме."
                            + " اجتماع الفريق يوم الأربعاء في الطابق الثالث، والرجاء إحضار التقارير."
                            + " तिमाही रिपोर्ट तैयार है और बैठक बुधवार को होगी।"));
        }
    };

    private static final int ROW = 160;
    private static final int BLOB = 2_560;
    private static final int BLOCK = 10 * 1024;

    /** The answer; its strings have about that many characters together. */
    abstract Json of(int characters);

    /** The same as one string, of a kind that is one. */
    String text(int characters) {
        return of(characters) instanceof JsonString text ? text.value() : "";
    }

    /** Its name in a row. */
    String shown() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Words of that text by chance, always the same. Lines are parted by bars. Beyond {@value #BLOCK} characters the text comes again and again:
     * words by chance say everything in the end, an order to send a password away among it, and then nothing is clean any more.
     */
    static String words(int length, String between, String of) {
        if (length > BLOCK) {
            return (words(BLOCK, between, of) + between)
                    .repeat(length / BLOCK + 1)
                    .substring(0, length);
        }
        String[] words = of.split(between.equals("\n") ? "(?<!\\\\)\\|" : " ");
        StringBuilder text = new StringBuilder(length + 128);
        Random random = new Random(length);
        while (text.length() < length) {
            text.append(words[random.nextInt(words.length)].replace("\\|", "|"))
                    .append(between.equals(" ") && random.nextInt(12) == 0 ? "\n" : between);
        }
        return text.substring(0, length);
    }
}
