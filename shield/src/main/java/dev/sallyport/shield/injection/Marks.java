package dev.sallyport.shield.injection;

import dev.sallyport.text.match.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Text made to look like the frame of a conversation: the tokens by which models part its turns, and an image whose address carries what a
 * model would fill in. Pure.
 */
final class Marks {
    /** Tokens that no ordinary text holds, by which families of models begin and end turns. */
    private static final List<String> TOKENS = List.of(
            "<|im_start|>",
            "<|im_end|>",
            "<|im_sep|>",
            "<|endoftext|>",
            "<|eot_id|>",
            "<|start_header_id|>",
            "<|end_header_id|>",
            "<|begin_of_text|>",
            "<|system|>",
            "<|assistant|>",
            "<|user|>",
            "<|endofprompt|>",
            "<|start|>system",
            "<|start|>developer",
            "[inst]",
            "[/inst]",
            "<<sys>>",
            "<</sys>>",
            "<start_of_turn>",
            "<end_of_turn>",
            "[system_prompt]",
            "[available_tools]",
            "<|channel|>",
            "<|tool_call",
            "<|begin_of_sentence|>",
            "<|start_of_role|>",
            "[end of context]");

    /** Frames in ordinary markup: a doubt, not a proof. */
    private static final List<String> FRAMES = List.of(
            "<system>",
            "</system>",
            "<system_prompt>",
            "<system-prompt>",
            "<system-reminder>",
            "<information>",
            "<important>",
            "<admin>",
            "<assistant>",
            "</assistant>",
            "\nassistant:",
            "\nsystem:",
            "### system",
            "### instruction:",
            "###(system",
            "### response:",
            "[system]",
            "[system message",
            "(system_message)",
            "begin system message",
            "end of user input",
            "end user input",
            "[user input ends",
            "<function_calls>",
            "<tool_result>",
            "</tool_result>",
            "<user_query>",
            "</user_query>",
            "[assistant]",
            "<instructions>",
            "{{system}}",
            "#system:",
            "system message:",
            "system note:");

    private static final int LABEL = 200;
    private static final int ADDRESS = 400;

    private static final Words WORDS = words();

    private Marks() {}

    private static Words words() {
        List<String> all = new ArrayList<>(TOKENS);
        all.addAll(FRAMES);
        return new Words(all);
    }

    /** Told of each mark. */
    @FunctionalInterface
    interface Sink {
        void found(String kind, double confidence, int from, int to);
    }

    /** Tells of the marks in a folded text, kind by kind. */
    static void in(Folded text, Sink sink) {
        WORDS.find(text.letters(), text.length(), (word, end) -> {
            int begin = end - WORDS.words().get(word).length();
            if (word < TOKENS.size()) {
                sink.found("chat-token", 1, begin, end);
            } else {
                sink.found("chat-frame", 0.6, begin, end);
            }
            return true;
        });
        char[] letters = text.letters();
        for (int i = 1; text.mayCall() && i < text.length(); i++) {
            if (letters[i] == '[' && letters[i - 1] == '!') {
                int to = image(letters, text.length(), i + 1);
                if (to > 0) {
                    sink.found("image-exfiltration", 0.7, i - 1, to);
                }
            }
        }
    }

    /** Behind an image whose address has a query that is to be filled in, or 0. */
    private static int image(char[] text, int length, int from) {
        int at = from;
        int most = Math.min(length - 1, from + LABEL);
        while (at < most && text[at] != ']' && text[at] != '\n') {
            at++;
        }
        if (at >= most || text[at] != ']' || text[at + 1] != '(') {
            return 0;
        }
        int query = -1;
        boolean filled = false;
        int end = at + 2;
        int last = Math.min(length, end + ADDRESS);
        while (end < last && text[end] != ')' && text[end] != '\n') {
            char c = text[end];
            query = c == '?' && query < 0 ? end : query;
            filled |= query >= 0 && (c == '{' || c == '<' || c == '[' || c == '$');
            end++;
        }
        return filled && end < last ? end : 0;
    }
}
