"""新旧対照表 and 見え消し, made from the old tree and the tree that the amendment made of it."""
