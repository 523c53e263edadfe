package io.sluice.benchmarks.off;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rewrites one class by its rules. */
final class Rewriting {

    private static final String ORIGINAL = "$original";
    private static final String FIRST = "$first";

    private final ClassDesc owner;
    private final List<Rule> rules;

    private Rewriting(ClassDesc owner, List<Rule> rules) {
        this.owner = owner;
        this.rules = rules;
    }

    /** The class with its methods replaced. */
    static byte[] of(byte[] bytes, List<Rule> rules) {
        ClassFile format = ClassFile.of();
        ClassModel model = format.parse(bytes);
        Rewriting rewriting = new Rewriting(model.thisClass().asSymbol(), rules);
        return format.transformClass(model, rewriting::member);
    }

    private void member(ClassBuilder to, ClassElement element) {
        Rule rule = element instanceof MethodModel method ? rule(method) : null;
        if (rule == null) {
            to.with(element);
            return;
        }
        MethodModel method = (MethodModel) element;
        switch (rule.instead()) {
            case NOTHING ->
                to.withMethodBody(
                        method.methodName(), method.methodType(), method.flags().flagsMask(), CodeBuilder::return_);
            case FIRST_ANSWER -> firstAnswer(to, method);
            case YES ->
                to.withMethodBody(
                        method.methodName(), method.methodType(), method.flags().flagsMask(), code -> code.iconst_1()
                                .ireturn());
        }
    }

    private @Nullable Rule rule(MethodModel method) {
        return rules.stream()
                .filter(rule -> method.methodName().equalsString(rule.method()))
                .filter(rule -> !method.flags().has(AccessFlag.SYNTHETIC))
                .findFirst()
                .orElse(null);
    }

    private void firstAnswer(ClassBuilder to, MethodModel method) {
        String name = method.methodName().stringValue();
        to.withField(name + FIRST, ConstantDescs.CD_Object, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC);
        to.withMethod(name + ORIGINAL, method.methodTypeSymbol(), method.flags().flagsMask(), original -> method.code()
                .ifPresent(original::with));
        to.withMethodBody(
                method.methodName(),
                method.methodType(),
                method.flags().flagsMask(),
                code -> remember(
                        code, name, method.methodTypeSymbol(), method.flags().has(AccessFlag.STATIC)));
    }

    private void remember(CodeBuilder code, String name, MethodTypeDesc type, boolean isStatic) {
        code.getstatic(owner, name + FIRST, ConstantDescs.CD_Object)
                .ifThen(Opcode.IFNULL, unknown -> call(unknown, name, type, isStatic)
                        .putstatic(owner, name + FIRST, ConstantDescs.CD_Object))
                .getstatic(owner, name + FIRST, ConstantDescs.CD_Object)
                .checkcast(type.returnType())
                .areturn();
    }

    private CodeBuilder call(CodeBuilder code, String name, MethodTypeDesc type, boolean isStatic) {
        if (!isStatic) {
            code.aload(code.receiverSlot());
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
        }
        return isStatic
                ? code.invokestatic(owner, name + ORIGINAL, type)
                : code.invokevirtual(owner, name + ORIGINAL, type);
    }
}
