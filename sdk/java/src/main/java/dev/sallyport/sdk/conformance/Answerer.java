package dev.sallyport.sdk.conformance;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.canonical.Canon;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.verify.Verdict;
import java.util.HexFormat;

/** Answers one request. */
final class Answerer {
    private Answerer() {}

    static JsonObject answer(JsonObject json) {
        Request request = new Request(json);
        JsonObject.Builder answer = JsonObject.builder().put("id", request.id());
        try {
            return switch (request.text("op")) {
                case "canon" -> accept(answer, canon(request));
                case "action" -> accept(answer, action(request));
                case "receipts" -> receipts(answer, ReceiptAnswers.verify(request));
                case "receipt_hash" -> accept(answer, ReceiptAnswers.receiptHash(request));
                case "commitment" -> accept(answer, ReceiptAnswers.commitment(request));
                case "root" -> accept(answer, LogAnswers.root(request));
                case "inclusion" -> accept(answer, LogAnswers.inclusion(request));
                case "consistency" -> accept(answer, LogAnswers.consistency(request));
                case "note" -> accept(answer, LogAnswers.note(request));
                case "checkpoint" -> accept(answer, LogAnswers.checkpoint(request));
                case "proof" -> accept(answer, LogAnswers.proof(request));
                case "protect" -> accept(answer, ClientAnswers.protect(request));
                case "prompt" -> accept(answer, ClientAnswers.prompt(request));
                case "outcome" -> accept(answer, ClientAnswers.outcome(request));
                default -> answer.put("outcome", "unsupported").build();
            };
        } catch (MalformedJson e) {
            JsonObject.Builder refusal = answer.put("outcome", "refuse").put("code", e.code());
            return (e.offset() == MalformedJson.NOWHERE ? refusal : refusal.put("offset", e.offset())).build();
        } catch (Malformed e) {
            return answer.put("outcome", "refuse").put("code", e.code()).build();
        } catch (IllegalArgumentException noRequest) {
            return answer.put("outcome", "unsupported").build();
        }
    }

    private static JsonObject accept(JsonObject.Builder answer, JsonObject output) {
        return answer.put("outcome", "accept").put("output", output).build();
    }

    private static JsonObject canon(Request request) {
        Scheme scheme = request.scheme();
        return hashed(Canon.read(request.bytes("document"), scheme), scheme);
    }

    private static JsonObject action(Request request) {
        Scheme scheme = request.scheme();
        Json value = Canon.read(request.bytes("document"), scheme);
        if (!(value instanceof JsonObject object)) {
            throw new Malformed("wrong_type", "an action must be an object");
        }
        return hashed(Action.fromJson(object).toJson(), scheme);
    }

    private static JsonObject hashed(Json value, Scheme scheme) {
        byte[] canonical = CanonicalForm.of(value, scheme);
        return JsonObject.builder()
                .put("canonical", HexFormat.of().formatHex(canonical))
                .put("hash", ActionHash.ofCanonical(canonical, scheme).hex())
                .build();
    }

    private static JsonObject receipts(JsonObject.Builder answer, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Verified verified -> accept(answer, ReceiptAnswers.output(verified));
            case Verdict.ChainOnly chain ->
                accept(
                        answer,
                        JsonObject.builder()
                                .put("count", chain.count())
                                .put("head", chain.head())
                                .build());
            case Verdict.Fault fault ->
                answer.put("outcome", "refuse")
                        .put("code", fault.code())
                        .put("line", fault.line())
                        .build();
        };
    }
}
