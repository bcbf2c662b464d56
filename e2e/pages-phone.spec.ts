import { describePages } from "./support/describe-pages";

describePages("phone");
