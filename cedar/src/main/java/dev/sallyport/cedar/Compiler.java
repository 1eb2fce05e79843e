package dev.sallyport.cedar;

import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.syntax.Expr;
import dev.sallyport.cedar.syntax.Expr.Variable;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.syntax.Scope;
import dev.sallyport.cedar.value.Entities;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.RecordValue;
import dev.sallyport.cedar.value.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns policies into nodes once, so that requests do not pay for it. Constant subtrees are evaluated here. */
final class Compiler {

    private static final EntityUid NOBODY = new EntityUid("", "");

    /** What constant subtrees are evaluated with; they look at none of it. */
    private static final Frame NOTHING =
            new Frame(new Request(NOBODY, NOBODY, NOBODY, RecordValue.EMPTY), Entities.empty());

    private Compiler() {}

    /** The node that tests a static policy's head and clauses. */
    static Node policy(Policy policy) {
        List<Node> tests = new ArrayList<>();
        addHead(tests, LogicNodes.variable(Variable.PRINCIPAL), policy.scope().principal());
        addHead(tests, policy.scope().action());
        addHead(tests, LogicNodes.variable(Variable.RESOURCE), policy.scope().resource());
        for (Policy.Condition condition : policy.conditions()) {
            Node body = compile(condition.body());
            tests.add(condition.negated() ? new LogicNodes.Not(body) : body);
        }
        return tests.size() == 1 ? tests.getFirst() : new LogicNodes.And(tests.toArray(Node[]::new));
    }

    private static void addHead(List<Node> tests, Node variable, Scope.EntityConstraint constraint) {
        switch (constraint) {
            case Scope.Any() -> {}
            case Scope.Equal equal -> tests.add(new DataNodes.Head(variable, null, fixed(equal.target()), null));
            case Scope.In in -> tests.add(new DataNodes.Head(variable, null, null, List.of(fixed(in.target()))));
            case Scope.Is is ->
                tests.add(new DataNodes.Head(
                        variable,
                        is.type(),
                        null,
                        is.in().map(t -> List.of(fixed(t))).orElse(null)));
        }
    }

    private static void addHead(List<Node> tests, Scope.ActionConstraint constraint) {
        Node variable = LogicNodes.variable(Variable.ACTION);
        switch (constraint) {
            case Scope.Any() -> {}
            case Scope.ActionEqual equal -> tests.add(new DataNodes.Head(variable, null, equal.uid(), null));
            case Scope.ActionIn in -> tests.add(new DataNodes.Head(variable, null, null, in.uids()));
        }
    }

    /** The entity of a constraint; templates have been linked before they come here. */
    static EntityUid fixed(Scope.Target target) {
        return switch (target) {
            case Scope.Fixed fixed -> fixed.uid();
            case Scope.Hole hole ->
                throw new CedarDataError("link", "slot `" + hole.slot().cedarName() + "` is not filled");
        };
    }

    private static Node compile(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> new Node.Constant(literal.value());
            case Expr.Var variable -> LogicNodes.variable(variable.variable());
            case Expr.Not not -> folded(LogicNodes.Not::new, compile(not.operand()));
            case Expr.Negate negate -> folded(OperatorNodes.Negate::new, compile(negate.operand()));
            case Expr.And and -> new LogicNodes.And(compile(and.operands()));
            case Expr.Or or -> new LogicNodes.Or(compile(or.operands()));
            case Expr.If choice ->
                new LogicNodes.If(compile(choice.condition()), compile(choice.then()), compile(choice.otherwise()));
            case Expr.Binary binary -> binary(binary);
            case Expr.IsEmpty isEmpty -> folded(OperatorNodes.IsEmpty::new, compile(isEmpty.operand()));
            case Expr.Has has -> new DataNodes.Has(compile(has.operand()), has.attribute());
            case Expr.Get get -> new DataNodes.Get(compile(get.operand()), get.attribute());
            case Expr.Like like -> folded(o -> new DataNodes.Like(o, like.pattern()), compile(like.operand()));
            case Expr.Is is -> folded(o -> new DataNodes.Is(o, is.type()), compile(is.operand()));
            case Expr.SetOf set -> {
                Node[] elements = compile(set.elements());
                yield foldedIf(areConstant(elements), new DataNodes.SetOf(elements));
            }
            case Expr.RecordOf record -> record(record);
            case Expr.Call call -> {
                Node[] arguments = compile(call.arguments());
                yield foldedIf(areConstant(arguments), new CallNode(call.function(), arguments));
            }
        };
    }

    private static Node binary(Expr.Binary binary) {
        Node left = compile(binary.left());
        Node right = compile(binary.right());
        boolean data = switch (binary.operator()) {
            case IN, GET_TAG, HAS_TAG -> true;
            case EQ, NE, LT, LE, GT, GE, ADD, SUB, MUL, CONTAINS, CONTAINS_ALL, CONTAINS_ANY -> false;
        };
        return foldedIf(!data && areConstant(left, right), OperatorNodes.binary(binary.operator(), left, right));
    }

    private static Node record(Expr.RecordOf record) {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Expr> field : record.fields().entrySet()) {
            fields.put(field.getKey(), compile(field.getValue()));
        }
        return foldedIf(areConstant(fields.values().toArray(Node[]::new)), new DataNodes.RecordOf(fields));
    }

    private static Node[] compile(List<Expr> exprs) {
        // A loop, not a stream: this recurses, and a stream's frames would be most of the stack.
        Node[] nodes = new Node[exprs.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = compile(exprs.get(i));
        }
        return nodes;
    }

    private static boolean areConstant(@Nullable Node... nodes) {
        for (Node node : nodes) {
            if (!(node instanceof Node.Constant)) {
                return false;
            }
        }
        return true;
    }

    private static Node folded(UnaryOperator<Node> make, Node operand) {
        return foldedIf(areConstant(operand), make.apply(operand));
    }

    private static Node foldedIf(boolean constant, Node node) {
        if (!constant) {
            return node;
        }
        try {
            return new Node.Constant(node.eval(NOTHING));
        } catch (EvaluationError e) {
            return new Node.Failing(String.valueOf(e.getMessage()));
        }
    }
}
